// The shell's own update: a newer one waits until the person says so, or no page is open.
export class Shell {
  #waiting = null;
  #asked = false;

  constructor(changed) {
    this.changed = changed;
    // Where there is no service worker (plain HTTP), the app works with signal only.
    navigator.serviceWorker?.register("/field/worker.js", { scope: "/field/" }).then((found) => this.#watch(found), () => null);
    navigator.serviceWorker?.addEventListener("controllerchange", () => {
      if (this.#asked) location.reload();
    });
  }

  get isNewerReady() {
    return Boolean(this.#waiting);
  }

  #watch(registration) {
    const look = () => {
      // The very first one waits for a moment, too; there is nothing older than it.
      this.#waiting = navigator.serviceWorker.controller ? registration.waiting : null;
      this.changed();
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    look();
  }

  /** Let the newer shell take over; the page is loaded anew. */
  renew() {
    this.#asked = true;
    this.#waiting?.postMessage("take over");
  }
}
