/** A test whose line in the report ends with what it measured. */
export function measured(title: string, check: () => Promise<string>): void {
  it(title, async function () {
    const found = await check();
    if (this.test) this.test.title = `${title}: ${found}`;
  });
}
