// The one place that names a library's address. Maven puts the version in, so that the pom is its only home.
export {html, nothing, render, svg} from '../webjars/lit-html/${lit-html.version}/lit-html.js';
export {repeat} from '../webjars/lit-html/${lit-html.version}/directives/repeat.js';
