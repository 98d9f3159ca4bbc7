// Reads a JSON string with a T-SQL batch per line; answers each with a line: a JSON string that says what is wrong with it, or null.
import { createInterface } from 'node:readline';
import antlr from 'antlr4ts';
import lexing from 'antlr4ts-sql/dist/src/grammar-output/tsql/TSqlLexer.js';
import parsing from 'antlr4ts-sql/dist/src/grammar-output/tsql/TSqlParser.js';

// The grammar knows its keywords in capitals; SQL Server ignores case.
class Capitals {
  constructor(text) {
    const stream = antlr.CharStreams.fromString(text);
    return new Proxy(stream, {
      get: (_, name) => name === 'LA' ? (offset) => capital(stream.LA(offset)) : bound(stream, name),
    });
  }
}

const bound = (target, name) => typeof target[name] === 'function' ? target[name].bind(target) : target[name];
const capital = (code) => code <= 0 ? code : String.fromCodePoint(code).toUpperCase().codePointAt(0);

function firstErrorOf(batch) {
  const errors = [];
  const listener = { syntaxError: (recognizer, symbol, line, column, message) => errors.push(`${line}:${column} ${message}`) };
  const lexer = new lexing.TSqlLexer(new Capitals(batch));
  const parser = new parsing.TSqlParser(new antlr.CommonTokenStream(lexer));
  for (const recognizer of [lexer, parser]) {
    recognizer.removeErrorListeners();
    recognizer.addErrorListener(listener);
  }
  parser.tsql_file();
  return errors[0] ?? null;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(firstErrorOf(JSON.parse(line)))}\n`);
}
