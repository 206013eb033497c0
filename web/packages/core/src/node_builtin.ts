/**
 * A module of Node, or undefined where this is no Node. Asked for at run time: a bundler for
 * browsers would try to resolve `import('node:fs')`.
 */
export function nodeBuiltin<Module>(name: string): Module | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (id: string) => Module | undefined };
  };
  return process?.getBuiltinModule?.(`node:${name}`);
}
