// scrypt away from the page, so that a tap is answered meanwhile. N = 2^15: 32 MB.
import { scrypt } from "../look/vendor/noble/scrypt.js";

addEventListener("message", ({ data: { pin, salt } }) => {
  const found = scrypt(pin, salt, { N: 2 ** 15, r: 8, p: 1, dkLen: 32 });
  postMessage(found);
});
