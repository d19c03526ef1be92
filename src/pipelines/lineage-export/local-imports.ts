/** The files beside a job that its code imports (`./rates.ts`), as written: those of the packages it uses are not the user's. */
export const localImports = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(['"])(?<file>\.\/[^'"]+)\1/g)].flatMap(
    ({ groups }) => groups?.file ?? [],
  )
