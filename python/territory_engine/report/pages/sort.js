// Tables that sort by the column whose heading is pressed: names in their order, figures largest first, then turned
// around. Without this script the tables are the same, in the order of the plan.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const names = new Intl.Collator("en", { numeric: true });
  const key = (row, column) => column === 0
    ? row.cells[0].textContent
    : "v" in row.cells[column].dataset ? Number(row.cells[column].dataset.v) : null;
  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === "string" ? names.compare(a, b) : a - b);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const order = now === "descending" || (now === null && column === 0) ? "ascending" : "descending";
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...body.rows].map((row) => [key(row, column), row]);
      rows.sort((a, b) => compare(a[0], b[0], sign));
      body.append(...rows.map((pair) => pair[1]));
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
    });
  });
}
