// Keeping what is typed, at once and in order: no key stroke waits for a pause.

/** Calls `write` now, or once more after the write that is under way; never two at a time. */
export class Saver {
  #running = null;
  #again = false;
  #ended = false;

  constructor(write) {
    this.write = write;
  }

  /** Resolves when everything up to now is kept. */
  save() {
    if (this.#ended) return this.#running ?? Promise.resolve();
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#all().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #all() {
    do {
      this.#again = false;
      await this.write();
    } while (this.#again && !this.#ended);
  }

  /** Nothing is written after this: what was told has become an act. */
  async end() {
    this.#ended = true;
    await this.#running?.catch(() => null);
  }

  /** Go on after all: the act could not be kept. */
  resume() {
    this.#ended = false;
  }
}
