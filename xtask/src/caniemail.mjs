// Node: reads the npm package `caniemail`, unpacked in the folder that the last argument names, and prints what
// src/mandrill/clients.rs reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv.at(-1);
const all = JSON.parse(readFileSync(join(folder, "data", "caniemail.json"), "utf8"));

// Features whose titles do not say by what they are recognised. An empty list: cannot be told from the text of a mail.
const special = {
  "html-anchor-links": ["a[href^=#]"],
  "html-base": ["base"],
  "html-comments": ["!comment"],
  "html-doctype": ["!doctype"],
  "html-h1-h6": ["h1", "h2", "h3", "h4", "h5", "h6"],
  "html-image-maps": ["map", "[usemap]"],
  "html-link": ["link[rel=stylesheet]"],
  "html-lists": ["ul", "ol", "dl"],
  "html-mailto-links": ["a[href^=mailto:]"],
  "html-meta-color-scheme": ["meta[name=color-scheme]"],
  "html-semantics": ["article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav", "section", "summary", "time"],
  "html-srcset": ["[srcset]", "[sizes]"],
  "html-svg": ["svg"],
  "html-address": ["address"],
  "css-at-media-device-pixel-ratio": ["@media device-pixel-ratio"],
  "css-at-media-hover": ["@media hover"],
  "css-at-media-orientation": ["@media orientation"],
  "css-at-media-prefers-color-scheme": ["@media prefers-color-scheme"],
  "css-at-media-prefers-reduced-motion": ["@media prefers-reduced-motion"],
  "css-block-inline-size": ["p:block-size", "p:inline-size"],
  "css-border-inline-block": ["p:border-inline", "p:border-block"],
  "css-color-scheme": ["p:color-scheme"],
  "css-column-layout-properties": ["p:columns", "p:column-count", "p:column-fill", "p:column-rule", "p:column-rule-color", "p:column-rule-style", "p:column-rule-width", "p:column-span", "p:column-width"],
  "css-comments": [],
  "css-display-flex": ["p:display=flex"],
  "css-display-grid": ["p:display=grid"],
  "css-display-none": ["p:display=none"],
  "css-flex-direction": ["p:flex-direction=column"],
  "css-flex-wrap": ["p:flex-wrap=wrap"],
  "css-font": ["p:font"],
  "css-gap": ["p:gap", "p:column-gap", "p:row-gap"],
  "css-grid-template": ["p:grid-template", "p:grid-template-areas", "p:grid-template-columns", "p:grid-template-rows"],
  "css-important": ["k:!important"],
  "css-intrinsic-size": ["k:fit-content", "k:min-content", "k:max-content"],
  "css-left-right-top-bottom": ["p:left", "p:right", "p:top", "p:bottom"],
  "css-margin-block-start-end": ["p:margin-block-start", "p:margin-block-end"],
  "css-margin-inline-block": ["p:margin-inline", "p:margin-block"],
  "css-margin-inline-start-end": ["p:margin-inline-start", "p:margin-inline-end"],
  "css-margin": ["p:margin", "p:margin-left", "p:margin-right", "p:margin-top", "p:margin-bottom"],
  "css-padding": ["p:padding", "p:padding-left", "p:padding-right", "p:padding-top", "p:padding-bottom"],
  "css-padding-block-start-end": ["p:padding-block-start", "p:padding-block-end"],
  "css-padding-inline-block": ["p:padding-inline", "p:padding-block"],
  "css-padding-inline-start-end": ["p:padding-inline-start", "p:padding-inline-end"],
  "css-modern-color": ["f:lch", "f:oklch", "f:lab", "f:oklab"],
  "css-nesting": ["s:&"],
  "css-pseudo-class-has": [":has"],
  "css-pseudo-class-lang": [":lang"],
  "css-scroll-snap": ["p:scroll-snap-type", "p:scroll-snap-align"],
  "css-selector-adjacent-sibling": ["s:+"],
  "css-selector-attribute": ["s:["],
  "css-selector-chaining": ["s:.."],
  "css-selector-child": ["s:>"],
  "css-selector-class": ["s:."],
  "css-selector-descendant": ["s: "],
  "css-selector-general-sibling": ["s:~"],
  "css-selector-grouping": ["s:,"],
  "css-selector-id": ["s:#"],
  "css-selector-type": ["s:a"],
  "css-selector-universal": ["s:*"],
  "css-sytem-ui": ["k:system-ui", "k:ui-serif", "k:ui-sans-serif", "k:ui-rounded", "k:ui-monospace"],
  "css-unit-calc": ["f:calc"],
  "css-unit-initial": ["k:initial"],
  "css-unit-percent": ["u:%"],
  "css-variables": ["f:var"],
  "css-overflow": ["p:overflow", "p:overflow-block", "p:overflow-inline"],
  "image-apng": ["i:apng"],
  "image-base64": ["img[src^=data:]"],
  "image-jpg": ["i:jpg", "i:jpeg"],
  "image-mp4": ["i:mp4"],
  "image-heif": ["i:heif", "i:heic"],
  "image-tiff": ["i:tiff", "i:tif"],
};

// Longhands that a keyword list names, such as those of `border`.
const byKeywords = ["css-border", "css-border-inline-block-individual", "css-border-inline-block-longhand", "css-border-radius-logical", "css-inset"];

function recognised({ slug, title, keywords }) {
  if (special[slug]) return special[slug];
  if (byKeywords.includes(slug)) {
    const names = (keywords ?? "").split(",").map((word) => `p:${word.trim()}`);
    return slug === "css-border" || slug === "css-inset" ? [`p:${slug.slice(4)}`, ...names] : names;
  }
  const part = (pattern) => pattern.exec(title.trim())?.slice(1);
  let found;
  if (slug.startsWith("html-")) {
    if ((found = part(/^<([a-z0-9]+) type="([a-z]+)"> element$/))) return [`${found[0]}[type=${found[1]}]`];
    if ((found = part(/^<([a-z0-9]+)> element$/))) return [found[0]];
    if ((found = part(/^([a-z-]+) attribute$/))) return [`[${found[0]}]`];
  }
  if (slug.startsWith("image-")) return [`i:${slug.slice(6)}`];
  if ((found = part(/^@([a-z-]+)$/))) return [`@${found[0]}`];
  if ((found = part(/^(::?[a-z-]+)$/))) return found;
  if ((found = part(/^([a-z-]+)\(\)$/))) return [`f:${found[0]}`];
  if ((found = part(/^([a-z]+) unit$/))) return [`u:${found[0]}`];
  if ((found = part(/^([a-z-]+)(?: property)?$/)) && slug.startsWith("css-")) return [`p:${found[0]}`];
  return null;
}

const { family, platform } = all.nicenames;
const clients = [];
for (const { stats } of all.data)
  for (const [of, platforms] of Object.entries(stats))
    for (const on of Object.keys(platforms)) {
      const key = `${of}/${on}`;
      if (!clients.some((client) => client.key === key)) clients.push({ key, family: family[of] ?? of, platform: platform[on] ?? on });
    }
clients.sort((one, other) => (one.key < other.key ? -1 : 1));

// Versions are numbers, or the month of the test. Outlook on macOS went from years (2019) on to numbers (16.80).
function newer(one, other) {
  const [these, those] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  const [year, otherYear] = [these, those].map(([first]) => first > 1990);
  if (year !== otherYear) return year ? -1 : 1;
  for (let at = 0; at < Math.max(these.length, those.length); at++) {
    const difference = (these[at] ?? 0) - (those[at] ?? 0);
    if (difference) return difference;
  }
  return 0;
}

const features = [];
const unknown = [];
for (const feature of all.data) {
  if (feature.category === "others") continue;
  const by = recognised(feature);
  if (by === null) unknown.push(feature.slug);
  if (!by?.length) continue;
  const notes = Object.entries(feature.notes_by_num ?? {});
  // What the newest version tested does, and the notes on it by their positions.
  const support = clients.map(({ key }) => {
    const [of, on] = key.split("/");
    const versions = feature.stats[of]?.[on] ?? {};
    const newest = versions[Object.keys(versions).sort(newer).at(-1)];
    if (newest === undefined) return "u";
    const [letter, ...marks] = newest.split(" ");
    const numbers = marks.map((mark) => notes.findIndex(([number]) => `#${number}` === mark)).filter((at) => at >= 0);
    return [letter, ...numbers].join(".");
  });
  features.push({ slug: feature.slug, title: feature.title.trim(), by, support: support.join(" "), notes: notes.map(([, note]) => note) });
}
if (unknown.length) {
  console.error(`Say in xtask/src/caniemail.mjs by what these are recognised: ${unknown.join(", ")}`);
  process.exit(1);
}
const license = readFileSync(join(folder, "LICENSE"), "utf8").trim();
const notice = `From Can I email (https://www.caniemail.com) by way of the npm package caniemail, shortened.\n\n${license}`;
const out = { notice, updated: all.last_update_date.slice(0, 10), clients: clients.map(({ family, platform }) => ({ family, platform })), features };
console.log(JSON.stringify(out));
