// The body of a function: what is wrong with the page for people who cannot see, point, or tell pale from paler.
const found = [];
const all = selector => [...document.querySelectorAll(selector)];
const visible = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
const place = element => `${element.localName}${element.id ? '#' + element.id : ''}${element.className ? '.' + element.className : ''}`;

// Names

const byIds = ids => ids.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? '').join(' ');
const name = element => (element.getAttribute('aria-label')
  ?? (element.hasAttribute('aria-labelledby') ? byIds(element.getAttribute('aria-labelledby')) : null)
  ?? (element.labels?.length ? [...element.labels].map(label => label.textContent).join(' ') : element.textContent)).trim();
for (const element of all('button, a[href], input, select, textarea, section, [role=meter], [role=region], ol[tabindex]')) {
  if (visible(element) && (element.localName === 'select' && !element.labels.length || name(element) === '')) {
    found.push(`no name: ${place(element)}`);
  }
}
all('img:not([alt])').forEach(image => found.push(`no alternative: ${place(image)}`));

// Structure

if (!document.documentElement.lang) { found.push('no language'); }
if (!document.title) { found.push('no title'); }
if (all('main').length !== 1) { found.push('not one main'); }
if (all('h1').length !== 1) { found.push('not one h1'); }
let level = 0;
for (const heading of all('h1, h2, h3, h4').filter(visible)) {
  const next = Number(heading.localName[1]);
  if (next > level + 1) { found.push(`heading left out before ${place(heading)}`); }
  level = next;
}
const ids = all('[id]').map(element => element.id);
ids.filter((id, index) => ids.indexOf(id) !== index).forEach(id => found.push(`twice: #${id}`));
all('[aria-labelledby]').flatMap(element => element.getAttribute('aria-labelledby').split(/\s+/))
  .filter(id => !ids.includes(id)).forEach(id => found.push(`nothing is #${id}`));
all('[tabindex]').filter(element => element.tabIndex > 0).forEach(element => found.push(`own order: ${place(element)}`));
all('th:not([scope])').forEach(head => found.push(`head of nothing: ${place(head)}`));
for (const target of all('button, select').filter(visible)) {
  const {width, height} = target.getBoundingClientRect();
  if (width < 24 || height < 24) { found.push(`small: ${place(target)}`); }
}

// Contrast, as WCAG 2 has it

const colour = text => {
  const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
  return {rgb: [red, green, blue], alpha};
};
const ground = element => {
  for (let each = element; each; each = each.parentElement) {
    const {rgb, alpha} = colour(getComputedStyle(each).backgroundColor);
    if (alpha === 1) { return rgb; }
  }
  return [255, 255, 255];
};
const light = rgb => {
  const [red, green, blue] = rgb.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
let texts = 0;
for (const element of all('body *')) {
  const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  if (!own || !visible(element) || element.closest('.hidden, [aria-busy=true], template')) { continue; }
  texts++;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5;
  const ratio = contrast(colour(style.color).rgb, ground(element));
  if (ratio < needed) { found.push(`pale (${ratio.toFixed(2)}): ${place(element)}`); }
}
if (texts < 20) { found.push(`only ${texts} texts looked at`); }
return found;
