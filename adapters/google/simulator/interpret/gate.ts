/** Lets at most so many pass at a time; the others wait in the order in which they came. */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  enter(): Promise<void> | undefined {
    if (this.inside < this.most) {
      this.inside++;
      return undefined;
    }
    return new Promise(resolve => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside--;
  }
}
