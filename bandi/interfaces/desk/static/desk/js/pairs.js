/**
 * Deciding about pairs from the keyboard: J and K go on and back, 1, 2 and 3 press the buttons of the pair that has the focus.
 *
 * Nothing is pressed while somebody writes, and nothing before a pair was chosen: a decision is never an accident.
 */

const pairs = [...document.querySelectorAll("[data-pair]")];

if (pairs.length) {
  const at = () => pairs.findIndex((pair) => pair.contains(document.activeElement));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    const here = at();
    if (event.code === "KeyJ" || event.code === "KeyK") {
      const step = event.code === "KeyJ" ? 1 : -1;
      const next = pairs[Math.min(Math.max(here + step, 0), pairs.length - 1)];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (here >= 0 && ["1", "2", "3"].includes(event.key)) {
      const button = pairs[here].querySelector(`[data-key="${event.key}"]`);
      const why = pairs[here].querySelector("[name=why]");
      if (button && event.key === "2" && !why.value.trim()) why.focus();
      else button?.click();
    } else return;
    event.preventDefault();
  });
}
