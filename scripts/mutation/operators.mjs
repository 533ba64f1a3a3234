/**
 * What may be wrong with one node of a program: pairs of an operator's name and what stands there instead. Types are not
 * looked at: they are gone before anything runs.
 * Next: mutants.mjs
 */
import ts from 'typescript';
import { patternMutations } from './patterns.mjs';

const K = ts.SyntaxKind;

/** The other side of a boundary. */
const BOUNDARY = new Map([
  [K.LessThanToken, '<='],
  [K.LessThanEqualsToken, '<'],
  [K.GreaterThanToken, '>='],
  [K.GreaterThanEqualsToken, '>'],
]);

/** Questions. Each is also answered with `true` and with `false`. */
const NEGATION = new Map([
  [K.LessThanToken, '>='],
  [K.LessThanEqualsToken, '>'],
  [K.GreaterThanToken, '<='],
  [K.GreaterThanEqualsToken, '<'],
  [K.EqualsEqualsEqualsToken, '!=='],
  [K.ExclamationEqualsEqualsToken, '==='],
  [K.EqualsEqualsToken, '!='],
  [K.ExclamationEqualsToken, '=='],
]);

const ARITHMETIC = new Map([
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
  [K.AsteriskToken, ['/']],
  [K.SlashToken, ['*']],
  [K.PercentToken, ['*']],
  [K.AsteriskAsteriskToken, ['*']],
  [K.BarToken, ['&']],
  [K.AmpersandToken, ['|']],
  [K.CaretToken, ['&']],
  [K.LessThanLessThanToken, ['>>']],
  [K.GreaterThanGreaterThanToken, ['<<', '>>>']],
  [K.GreaterThanGreaterThanGreaterThanToken, ['>>', '<<']],
]);

const LOGICAL = new Map([
  [K.AmpersandAmpersandToken, ['||']],
  [K.BarBarToken, ['&&']],
  [K.QuestionQuestionToken, ['||']],
]);

const ASSIGNMENT = new Map([
  [K.PlusEqualsToken, ['-=']],
  [K.MinusEqualsToken, ['+=']],
  [K.AsteriskEqualsToken, ['/=']],
]);

const OPPOSITE = new Map(
  [
    ['find', 'findLast'],
    ['findIndex', 'findLastIndex'],
    ['some', 'every'],
    ['indexOf', 'lastIndexOf'],
    ['startsWith', 'endsWith'],
    ['toUpperCase', 'toLowerCase'],
    ['min', 'max'],
    ['floor', 'ceil'],
    ['add', 'delete'],
    ['trimStart', 'trimEnd'],
  ].flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);

/** What a list or a text is without them is still a list or a text. */
const REMOVED = new Set('filter flat slice sort toSorted reverse toReversed trim toUpperCase toLowerCase'.split(' '));
const QUESTIONS = new Set('some every includes test has startsWith endsWith'.split(' '));

const each = (operator, replacements) => (replacements ?? []).map((to) => ({ operator, to }));
const TRUE_FALSE = each('answer', ['true', 'false']);
const textOf = (node) => node.getText();

function ofBinary(node) {
  const { left, right, operatorToken } = node;
  const kind = operatorToken.kind;
  const instead = ({ operator, to }) => ({ operator, to: `${textOf(left)} ${to} ${textOf(right)}` });
  const operands = LOGICAL.has(kind) ? each('operand', [textOf(left), textOf(right)]) : [];
  return [
    ...each('boundary', BOUNDARY.has(kind) ? [BOUNDARY.get(kind)] : []).map(instead),
    ...each('negation', NEGATION.has(kind) ? [NEGATION.get(kind)] : []).map(instead),
    ...each('arithmetic', ARITHMETIC.get(kind)).map(instead),
    ...each('logical', LOGICAL.get(kind)).map(instead),
    ...each('assignment', ASSIGNMENT.get(kind)).map(instead),
    ...operands,
    ...(NEGATION.has(kind) ? TRUE_FALSE : []),
  ];
}

function ofUnary(node) {
  const operand = textOf(node.operand);
  switch (node.operator) {
    case K.ExclamationToken:
      return [...each('negation', [operand]), ...TRUE_FALSE];
    case K.PlusPlusToken:
    case K.MinusMinusToken: {
      const other = node.operator === K.PlusPlusToken ? '--' : '++';
      return each('arithmetic', [ts.isPrefixUnaryExpression(node) ? other + operand : operand + other]);
    }
    default:
      return each('arithmetic', [operand]);
  }
}

function ofCall(node) {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const name = callee.name.text;
  const object = textOf(callee.expression);
  const rest = node.getText().slice(callee.end - node.getStart());
  const dot = callee.questionDotToken ? '?.' : '.';
  return [
    ...(OPPOSITE.has(name) ? each('method', [`${object}${dot}${OPPOSITE.get(name)}${rest}`]) : []),
    ...(REMOVED.has(name) ? each('method', [object]) : []),
    ...(QUESTIONS.has(name) ? TRUE_FALSE : []),
  ];
}

function ofNumber(node) {
  const value = Number(node.text);
  const less = String(value - 1);
  return each('number', [String(value + 1), less]);
}

/** A body that is an expression is what the function returns. */
function ofArrow({ body }) {
  if (ts.isBlock(body) || isNothing(body)) return [];
  return each('return', ['undefined']).map((one) => ({ ...one, node: body }));
}

const isNothing = (node) => node.kind === K.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
const isTitle = ({ parent }) =>
  (ts.isPropertyAssignment(parent) && parent.name.pos >= 0) || ts.isImportDeclaration(parent);

function ofText(node) {
  if (isTitle(node) && (ts.isImportDeclaration(node.parent) || node.parent.name === node)) return [];
  return each('text', [node.text === '' ? "'mutant'" : "''"]);
}

function ofSwitch({ caseBlock }) {
  return caseBlock.clauses
    .filter(({ statements }) => statements.length > 0)
    .map(({ statements }) => ({
      operator: 'branch',
      to: '',
      span: [statements[0].getStart(), statements.at(-1).end],
    }));
}

const CONDITIONS = new Map([
  [K.IfStatement, (node) => each('condition', ['true', 'false']).map((one) => ({ ...one, node: node.expression }))],
  [K.ConditionalExpression, (node) => each('condition', ['true', 'false']).map((one) => ({ ...one, node: node.condition }))],
  [K.WhileStatement, (node) => each('condition', ['false']).map((one) => ({ ...one, node: node.expression }))],
  [K.ForStatement, (node) => (node.condition ? each('condition', ['false']).map((one) => ({ ...one, node: node.condition })) : [])],
]); // prettier-ignore

const OPERATORS = new Map([
  ...CONDITIONS,
  [K.BinaryExpression, ofBinary],
  [K.PrefixUnaryExpression, ofUnary],
  [K.PostfixUnaryExpression, ofUnary],
  [K.CallExpression, ofCall],
  [K.NumericLiteral, ofNumber],
  [K.StringLiteral, ofText],
  [K.NoSubstitutionTemplateLiteral, ofText],
  [K.TemplateExpression, () => each('text', ["''"])],
  [K.RegularExpressionLiteral, (node) => each('pattern', patternMutations(node.text))],
  [K.TrueKeyword, () => each('boolean', ['false'])],
  [K.FalseKeyword, () => each('boolean', ['true'])],
  [K.NullKeyword, () => each('null', ['undefined'])],
  [K.ArrayLiteralExpression, ({ elements }) => (elements.length > 0 ? each('array', ['[]']) : [])],
  [K.SpreadAssignment, (node) => each('spread', ['...{}']).map((one) => ({ ...one, node }))],
  [K.SpreadElement, () => each('spread', ['...[]'])],
  [K.ArrowFunction, ofArrow],
  [K.ReturnStatement, ({ expression }) => (expression && !isNothing(expression) ? each('return', ['return undefined;']) : [])],
  [K.SwitchStatement, ofSwitch],
  [K.ExpressionStatement, () => each('statement', [';'])],
  [K.ContinueStatement, () => each('statement', [';'])],
  [K.BreakStatement, () => each('statement', [';'])],
  [K.ThrowStatement, () => each('statement', [';'])],
  [K.QuestionDotToken, ({ parent }) => each('chain', [ts.isPropertyAccessExpression(parent) ? '.' : ''])],
]); // prettier-ignore

/** What may stand instead of this node, or (`node`, `span`) of a part of it. */
export const mutationsOf = (node) => OPERATORS.get(node.kind)?.(node) ?? [];

/** Names of all operators, for the README and for tests. */
export const OPERATOR_NAMES = 'answer array arithmetic assignment boolean boundary branch chain condition logical method negation null number operand pattern return spread statement text'.split(' '); // prettier-ignore
