import { forbid } from './guard';
import { currentInvocation } from './invocation';

/** `Date` as the app sees it: the present is the world's, and no orchestrator's. Given times it is the ordinary one. */
export function replaceDate(): void {
  const RealDate = Date;
  const realNow = RealDate.now;
  const now = (): number => currentInvocation()?.now ?? realNow();
  RealDate.now = () => {
    forbid('Date.now');
    return now();
  };
  const replaced: DateConstructor = new Proxy(RealDate, {
    construct(target, args, newTarget: DateConstructor) {
      // By far the most frequent: the SDK makes a date of every event's time, in every episode.
      if (args.length === 1 && newTarget === replaced) return new target(args[0] as number);
      if (args.length > 0) return Reflect.construct(target, args, newTarget) as Date;
      forbid('new Date()');
      return Reflect.construct(target, [now()], newTarget) as Date;
    },
    apply() {
      forbid('Date()');
      return new RealDate(now()).toString();
    },
  });
  RealDate.prototype.constructor = replaced;
  globalThis.Date = replaced;
}
