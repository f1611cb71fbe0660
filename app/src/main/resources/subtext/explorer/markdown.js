// The little Markdown that model cards are made of, as elements: headings, tables, paragraphs. What else there is stays text.
import { html, nothing } from "lit";

const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

function table(lines) {
  const [head, , ...rows] = lines.map(cells);
  return html`<table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}</tbody></table>`;
}

/** `text` without its first heading, which the page has already. */
export function markdown(text) {
  return text.replace(/^# .*\n/, "").split(/\n{2,}/).map((block) => {
    const lines = block.trim().split("\n");
    if (!lines[0]) return nothing;
    if (lines[0].startsWith("|") && lines.length > 1) return table(lines);
    if (/^#+ /.test(lines[0])) return html`<h3>${lines[0].replace(/^#+ /, "")}</h3>${lines.length > 1 ? html`<p>${lines.slice(1).join(" ")}</p>` : nothing}`;
    return html`<p>${lines.join(" ")}</p>`;
  });
}
