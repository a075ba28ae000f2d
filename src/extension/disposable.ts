import type * as vscode from 'vscode';

/** Something that owns disposables: what {@link register} takes goes when the owner goes, last in, first out. */
export abstract class Disposable implements vscode.Disposable {
  private readonly owned: { dispose(): unknown }[] = [];
  private over = false;

  protected get isDisposed(): boolean {
    return this.over;
  }

  dispose(): void {
    if (this.over) return;
    this.over = true;
    while (this.owned.length > 0) this.owned.pop()?.dispose();
  }

  protected register<T extends { dispose(): unknown }>(disposable: T): T {
    if (this.over) disposable.dispose();
    else this.owned.push(disposable);
    return disposable;
  }
}
