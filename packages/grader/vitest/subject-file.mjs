/**
 * From a learner's file to JavaScript, by the one function that serves every place, the browser's page included.
 * Plain JavaScript, like everything in this folder: Node loads it directly, without a bundler, at once.
 */
export { compileSubject, LANGUAGE, MAX_SOURCE, syntaxOf } from '@lastack/runner/subject-file';
