// The token lives as long as the tab: session storage survives a reload, and nothing else keeps it.

const KEY = 'idlewild.token';

export const remembered = () => sessionStorage.getItem(KEY);
export const remember = (token) => sessionStorage.setItem(KEY, token);
export const forget = () => sessionStorage.removeItem(KEY);
