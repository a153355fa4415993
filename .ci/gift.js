// Reads a file of questions with gift-pegjs, the parser of GIFT that editors use, and prints what it found as JSON:
// node .ci/gift.js QUESTIONS.txt, with NODE_PATH where gift-pegjs is.
const fs = require("fs");
const { parse } = require("gift-pegjs");

const found = parse(fs.readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(found));
