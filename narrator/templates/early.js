/* Before anything is drawn: long tables wait for the script, and come back where it fails. */
document.documentElement.className = "scripted";
addEventListener("error", () => document.documentElement.removeAttribute("class"));
