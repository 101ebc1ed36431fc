// <k-stepper less="…" more="…"><input type="number"></k-stepper>: a thumb for each way.
class Stepper extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.querySelector("button")) return;
    input.inputMode = "numeric";
    input.before(this.#button("−", this.getAttribute("less"), () => input.stepDown()));
    input.after(this.#button("+", this.getAttribute("more"), () => input.stepUp()));
  }

  #button(sign, label, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      step();
      const input = this.querySelector("input");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return button;
  }
}
customElements.define("k-stepper", Stepper);
