import "../src/platform/runtime.ts";
import { buildIfStale } from "../scripts/build-if-stale.ts";
import { toldToOperator } from "../src/platform/errors.ts";
import { bareBookings, book, bookings, cancel, hold, openForm, passGate, patientsOf, slotsOf } from "./bookings.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { peakMemoryMb, refuseOtherSystems } from "./cpu.ts";
import { type Dataset, datasetIn } from "./dataset.ts";
import { engineMeasures } from "./engine.ts";
import { everyoneForEightWeeks } from "./everyone.ts";
import { timeToFirstPage } from "./first-page.ts";
import { machine } from "./machine.ts";
import { type Options, readOptions } from "./options.ts";
import { patientSearch } from "./patient-search.ts";
import { bareReadings, listing, readings } from "./readings.ts";
import { type Report, told } from "./report.ts";
import { atOnce, measure, type Operation } from "./rounds.ts";
import { secretaryDay } from "./secretary-day.ts";
import { type Server, startBareServer, startProduct } from "./server.ts";
import { signEveryoneIn, verifyEveryone } from "./sign-ins.ts";
import { statementsDuring } from "./statements.ts";
import { measureStreams } from "./streams.ts";

/** `npm run bench`: what a listing, a booking, a page cost the server, and whether that is what we aimed for (bench/options.ts). */
await using running = new AsyncDisposableStack();
const leaving = new AbortController();
const largeWeek = "week, large dataset";
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, leave);
try {
  refuseOtherSystems();
  const options = readOptions();
  const report = await run(options);
  console.log(options.json ? JSON.stringify(report, null, 2) : `\n${told(report)}`);
} catch (error) {
  if (!leaving.signal.aborted) console.error(toldToOperator(error)); // whatever fails while all is being closed is no news
  process.exitCode = 1;
}

async function run(options: Options): Promise<Report> {
  const { rounds, connections, size, large } = options;
  await buildIfStale();
  tell("npm start, twice");
  const firstPages = await timeToFirstPage();

  const { cluster, dataset, product } = await world(options, size.practitioners);
  const bare = await startBareServer(cluster);
  running.defer(() => bare.stop());
  const described = await machine(cluster);

  tell("the engine alone");
  const engine = engineMeasures();
  const everyone = await everyoneForEightWeeks(cluster, dataset);
  tell("two hundred thousand files of one establishment");
  const searches = await patientSearch(cluster);
  tell("signing in");
  const patients = patientsOf(product, dataset);
  const signIns = await signEveryoneIn(product, patients, connections);
  await verifyEveryone(cluster);
  await atOnce(connections, patients.length, (i) => passGate(patients[i]!));
  const secretary = await secretaryDay(cluster, product, patients);
  const operations: Operation[] = [
    ...bareReadings(bare, dataset),
    ...bareBookings(bare, dataset),
    ...readings(product, dataset),
    ...bookings(product, dataset, patients),
    ...secretary.operations,
  ];
  if (large) {
    const other = await world(options, large);
    operations.push(listing(largeWeek, other.product, other.dataset, { days: 7, times: 300 }));
  }
  const measures = await measure(operations, { rounds, connections, tell });
  const peakMb = peakMemoryMb(product.pid);
  await secretary.leave();
  tell("live agendas");
  const streams = await measureStreams(cluster, dataset, patients);
  const statements = await statementsOf(cluster, product, dataset, patients, rounds + 2);

  const cpuOf = (name: string) => measures.find((one) => one.name === name)?.cpuMs ?? Number.NaN;
  const { agendas: _, people: __, ...told } = dataset;
  return {
    machine: described,
    dataset: told,
    rounds,
    connections,
    measures: [...measures, signIns.measure, everyone.measure, ...searches, ...engine],
    statements,
    everyoneQueries: everyone.queries,
    signInsPerSecond: signIns.perSecond,
    longestPauseMs: signIns.longestPauseMs,
    peakMemoryMb: peakMb,
    streams,
    agendaBytes: secretary.bytes,
    firstPages,
    largeAgainstSmall: large ? cpuOf(largeWeek) / cpuOf("week of free times") : null,
  };
}

/** A dataset of so many practitioners and the product over it, closed when the bench ends. */
async function world(
  { keep, size }: Options,
  practitioners: number,
): Promise<{ cluster: Cluster; dataset: Dataset; product: Server }> {
  tell(`the dataset of ${practitioners} practitioners`);
  const cluster = await openCluster({ keep, practitioners });
  running.defer(() => cluster.close());
  const dataset = await datasetIn(cluster, { ...size, practitioners }, tell);
  const product = await startProduct(cluster);
  running.defer(() => product.stop());
  return { cluster, dataset, product };
}

/** One patient goes all the way, each step's round trips counted. */
async function statementsOf(
  cluster: Cluster,
  product: Server,
  dataset: Dataset,
  [patient]: ReturnType<typeof patientsOf>,
  round: number,
) {
  const during = (work: () => Promise<unknown>) => statementsDuring(cluster, work);
  const week = listing("", product, dataset, { days: 7, times: 1 });
  return {
    week: await during(() => week.act(0, 0)),
    hold: await during(() => hold(patient!, slotsOf(dataset)(0, round))),
    form: await during(() => openForm(patient!)),
    booking: await during(() => book(patient!)),
    cancellation: await during(() => cancel(patient!)),
  };
}

function tell(what: string) {
  console.error(`  ${what}`);
}

/** Ends everything that was started, and then the bench. */
async function leave() {
  leaving.abort();
  await running.disposeAsync();
  process.exit(130);
}
