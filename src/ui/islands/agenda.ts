/* The agenda that lives under one's hand: what happens elsewhere appears, appointments are dragged or moved by keys, and the last gesture is taken back.
 * Each of these has its page without script. */

import { keepTime } from "./agenda/clock.ts";
import { listenForDrags } from "./agenda/drag.ts";
import { listenForFreeTimes } from "./agenda/free.ts";
import { listenForKeys } from "./agenda/keys.ts";
import { keepListening } from "./agenda/stream.ts";
import { listenForUndo } from "./agenda/undo.ts";

keepListening();
listenForUndo();
listenForKeys();
listenForDrags();
listenForFreeTimes();
keepTime();
