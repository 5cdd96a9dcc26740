"use strict";
// What the keys of a keyboard or a presenter's clicker do: they follow the links of the page.
const WAYS = {
  ArrowLeft: "before", ArrowUp: "before", PageUp: "before",
  ArrowRight: "after", ArrowDown: "after", PageDown: "after", " ": "after",
  Home: "first", End: "last", Escape: "leave",
};
const SCROLLS = ["ArrowDown", "PageDown", " "];
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const root = document.documentElement;
  const below = root.scrollHeight - innerHeight - scrollY > 1;
  if (below && SCROLLS.includes(event.key)) return;
  const way = event.key === " " && event.shiftKey ? "before" : WAYS[event.key];
  if (!way) return;
  event.preventDefault();
  document.querySelector(`[data-way="${way}"]`)?.click();
});
