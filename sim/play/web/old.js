// Checks whether this browser is too old. The oldest must be able to parse it: nothing newer than
// 2015.
var BAZAAR_TOO_OLD = (function () {
    var has = window.WebAssembly && window.Worker && window.DecompressionStream && window.CompressionStream && Array.prototype.at;
    return has ? null : 'This browser is too old for the simulator. Firefox from 113, Chrome and Edge from 103 and Safari from 16.4 have what it needs.';
}());
if (BAZAAR_TOO_OLD) {
    document.addEventListener('DOMContentLoaded', function () {
        var said = document.createElement('p');
        said.setAttribute('role', 'alert');
        said.style.cssText = 'margin: 1em; font-weight: bold';
        said.appendChild(document.createTextNode(BAZAAR_TOO_OLD));
        document.body.insertBefore(said, document.body.firstChild);
    });
}
