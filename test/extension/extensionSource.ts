import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../support/paths';

const folder = path.join(projectRoot, 'src', 'extension');

let parsed: readonly ts.SourceFile[] | undefined;

/** The extension's own source files, parsed. */
export function extensionSources(): readonly ts.SourceFile[] {
  parsed ??= readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => parse(path.join(folder, name)));
  return parsed;
}

/** Keys of the object literal that a file's constant is initialised with. */
export function keysOfConstant(file: string, constant: string): readonly string[] {
  const keys: string[] = [];
  visit(parse(path.join(folder, file)), (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== constant) return;
    const { initializer } = node;
    if (!initializer || !ts.isObjectLiteralExpression(initializer)) return;
    keys.push(
      ...initializer.properties.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : [])),
    );
  });
  return keys;
}

/** Every call `OWNER.METHOD(…)` in the extension, whatever stands before OWNER, with its arguments. */
export function callsOf(owner: string, method: string): readonly (readonly ts.Expression[])[] {
  const calls: (readonly ts.Expression[])[] = [];
  for (const source of extensionSources()) {
    visit(source, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { expression, name } = node.expression;
      const last = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
      if (name.text === method && last === owner) calls.push([...node.arguments]);
    });
  }
  return calls;
}

/** The text of a plain string literal, undefined for any other expression. */
export function literalText(node: ts.Expression | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => {
    visit(child, see);
  });
}
