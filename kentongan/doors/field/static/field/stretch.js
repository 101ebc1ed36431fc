// Asks the worker to stretch a PIN.

/** 32 bytes out of a PIN and a salt, by scrypt in a worker. */
export function stretch(pin, salt) {
  const worker = new Worker(new URL("stretch-worker.js", import.meta.url), { type: "module" });
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = (event) => fail(new Error(event.message || "stretch"));
    worker.postMessage({ pin: pin.normalize("NFKC"), salt });
  }).finally(() => worker.terminate());
}
