// <k-share text="…" photos="/a /b" share-label copy-label copied-label failed-label>
// Enter once, hand out many: the phone's own share sheet, with up to four photos where
// it can; always a copy to the clipboard. The text stands inside for life without us.
const MOST_PHOTOS = 4;

class Share extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".share-acts")) return;
    const acts = document.createElement("p");
    acts.className = "actions share-acts";
    if (navigator.share) acts.append(this.#button("share-label", "btn", () => this.#share()));
    acts.append(this.#button("copy-label", "btn btn-quiet", () => this.#copy()));
    this.said = document.createElement("p");
    this.said.className = "row-meta";
    this.said.setAttribute("role", "status");
    this.append(acts, this.said);
  }

  get text() {
    return this.querySelector("textarea")?.value ?? this.getAttribute("text") ?? "";
  }

  #button(label, kind, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.textContent = this.getAttribute(label);
    button.addEventListener("click", act);
    return button;
  }

  async #photos() {
    const addresses = (this.getAttribute("photos") ?? "").split(/\s+/).filter(Boolean);
    return Promise.all(addresses.slice(0, MOST_PHOTOS).map(async (address, index) => {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`photo ${answer.status}`);
      const photo = await answer.blob();
      const ending = photo.type.split("/")[1] || "jpeg";
      return new File([photo], `foto-${index + 1}.${ending}`, { type: photo.type });
    }));
  }

  async #share() {
    const message = { text: this.text };
    try {
      const files = await this.#photos();
      if (files.length && navigator.canShare?.({ ...message, files })) message.files = files;
    } catch {
      // A photo that does not come must not keep the words back.
    }
    try {
      await navigator.share(message);
    } catch (error) {
      if (error.name !== "AbortError") this.said.textContent = this.getAttribute("failed-label");
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      const area = this.querySelector("textarea");
      area?.select();
      if (!area || !document.execCommand("copy")) {
        this.said.textContent = this.getAttribute("failed-label");
        return;
      }
    }
    this.said.textContent = this.getAttribute("copied-label");
  }
}
customElements.define("k-share", Share);
