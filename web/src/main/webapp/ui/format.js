// Numbers and times as the console writes them: one form everywhere, times in the reader's own zone.

const counts = new Intl.NumberFormat('en');
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export const count = (number) => counts.format(number ?? 0);

export function bytes(number) {
  let value = number;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

export function seconds(number) {
  if (number === null || number === undefined) {
    return '–';
  }
  if (number < 60) {
    return `${Number(number).toFixed(number < 10 ? 1 : 0)} s`;
  }
  const minutes = Math.floor(number / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(number % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time such as 2026-11-20 18:31. */
export function clock(iso) {
  const time = new Date(iso);
  const two = (number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} `
    + `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** How long ago a time was, such as 3 min ago. */
export function ago(iso, now = Date.now()) {
  const passed = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (passed < 10) {
    return 'just now';
  }
  if (passed < 90) {
    return `${Math.round(passed)} s ago`;
  }
  if (passed < 5400) {
    return `${Math.round(passed / 60)} min ago`;
  }
  return passed < 129600 ? `${Math.round(passed / 3600)} h ago` : `${Math.round(passed / 86400)} days ago`;
}

/** IN_PROGRESS as In progress. */
export function words(constant) {
  const text = String(constant ?? '').replaceAll('_', ' ').toLowerCase().replace(/^(did|could)nt/, '$1n’t');
  return text === '' ? '–' : text[0].toUpperCase() + text.slice(1);
}
