import accessibility from "lucide-static/icons/accessibility.svg?raw";
import activity from "lucide-static/icons/activity.svg?raw";
import armchair from "lucide-static/icons/armchair.svg?raw";
import arrowLeft from "lucide-static/icons/arrow-left.svg?raw";
import arrowLeftRight from "lucide-static/icons/arrow-left-right.svg?raw";
import arrowRight from "lucide-static/icons/arrow-right.svg?raw";
import baby from "lucide-static/icons/baby.svg?raw";
import backpack from "lucide-static/icons/backpack.svg?raw";
import ban from "lucide-static/icons/ban.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import building2 from "lucide-static/icons/building-2.svg?raw";
import calendarCheck from "lucide-static/icons/calendar-check.svg?raw";
import calendarClock from "lucide-static/icons/calendar-clock.svg?raw";
import calendarDays from "lucide-static/icons/calendar-days.svg?raw";
import calendarPlus from "lucide-static/icons/calendar-plus.svg?raw";
import calendarRange from "lucide-static/icons/calendar-range.svg?raw";
import calendarSync from "lucide-static/icons/calendar-sync.svg?raw";
import calendarX2 from "lucide-static/icons/calendar-x-2.svg?raw";
import chartColumn from "lucide-static/icons/chart-column.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import checkCheck from "lucide-static/icons/check-check.svg?raw";
import chevronLeft from "lucide-static/icons/chevron-left.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import circle from "lucide-static/icons/circle.svg?raw";
import circleAlert from "lucide-static/icons/circle-alert.svg?raw";
import circleCheckBig from "lucide-static/icons/circle-check-big.svg?raw";
import circleHelp from "lucide-static/icons/circle-help.svg?raw";
import circleUserRound from "lucide-static/icons/circle-user-round.svg?raw";
import clipboardList from "lucide-static/icons/clipboard-list.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import clock3 from "lucide-static/icons/clock-3.svg?raw";
import clockAlert from "lucide-static/icons/clock-alert.svg?raw";
import database from "lucide-static/icons/database.svg?raw";
import doorOpen from "lucide-static/icons/door-open.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import euro from "lucide-static/icons/euro.svg?raw";
import eye from "lucide-static/icons/eye.svg?raw";
import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import fileDown from "lucide-static/icons/file-down.svg?raw";
import fileSpreadsheet from "lucide-static/icons/file-spreadsheet.svg?raw";
import fileText from "lucide-static/icons/file-text.svg?raw";
import filter from "lucide-static/icons/filter.svg?raw";
import fingerprint from "lucide-static/icons/fingerprint.svg?raw";
import flower2 from "lucide-static/icons/flower-2.svg?raw";
import folder from "lucide-static/icons/folder.svg?raw";
import folderOpen from "lucide-static/icons/folder-open.svg?raw";
import gitPullRequestArrow from "lucide-static/icons/git-pull-request-arrow.svg?raw";
import globe from "lucide-static/icons/globe.svg?raw";
import gripVertical from "lucide-static/icons/grip-vertical.svg?raw";
import heartPulse from "lucide-static/icons/heart-pulse.svg?raw";
import history from "lucide-static/icons/history.svg?raw";
import hourglass from "lucide-static/icons/hourglass.svg?raw";
import house from "lucide-static/icons/house.svg?raw";
import idCard from "lucide-static/icons/id-card.svg?raw";
import image from "lucide-static/icons/image.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import keyRound from "lucide-static/icons/key-round.svg?raw";
import languages from "lucide-static/icons/languages.svg?raw";
import layers2 from "lucide-static/icons/layers-2.svg?raw";
import link2 from "lucide-static/icons/link-2.svg?raw";
import link2Off from "lucide-static/icons/link-2-off.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import listChecks from "lucide-static/icons/list-checks.svg?raw";
import lockKeyhole from "lucide-static/icons/lock-keyhole.svg?raw";
import logIn from "lucide-static/icons/log-in.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import mail from "lucide-static/icons/mail.svg?raw";
import mailCheck from "lucide-static/icons/mail-check.svg?raw";
import mapPin from "lucide-static/icons/map-pin.svg?raw";
import mapPinned from "lucide-static/icons/map-pinned.svg?raw";
import merge from "lucide-static/icons/merge.svg?raw";
import messageSquare from "lucide-static/icons/message-square.svg?raw";
import monitorSmartphone from "lucide-static/icons/monitor-smartphone.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import personStanding from "lucide-static/icons/person-standing.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import plane from "lucide-static/icons/plane.svg?raw";
import plug from "lucide-static/icons/plug.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import printer from "lucide-static/icons/printer.svg?raw";
import refreshCw from "lucide-static/icons/refresh-cw.svg?raw";
import repeat from "lucide-static/icons/repeat.svg?raw";
import rotateCw from "lucide-static/icons/rotate-cw.svg?raw";
import scale from "lucide-static/icons/scale.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import searchX from "lucide-static/icons/search-x.svg?raw";
import send from "lucide-static/icons/send.svg?raw";
import server from "lucide-static/icons/server.svg?raw";
import shieldAlert from "lucide-static/icons/shield-alert.svg?raw";
import shieldCheck from "lucide-static/icons/shield-check.svg?raw";
import siren from "lucide-static/icons/siren.svg?raw";
import slidersHorizontal from "lucide-static/icons/sliders-horizontal.svg?raw";
import smile from "lucide-static/icons/smile.svg?raw";
import split from "lucide-static/icons/split.svg?raw";
import stethoscope from "lucide-static/icons/stethoscope.svg?raw";
import stickyNote from "lucide-static/icons/sticky-note.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import target from "lucide-static/icons/target.svg?raw";
import trainFront from "lucide-static/icons/train-front.svg?raw";
import trash2 from "lucide-static/icons/trash-2.svg?raw";
import triangleAlert from "lucide-static/icons/triangle-alert.svg?raw";
import undo2 from "lucide-static/icons/undo-2.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import userCheck from "lucide-static/icons/user-check.svg?raw";
import userPlus from "lucide-static/icons/user-plus.svg?raw";
import userRound from "lucide-static/icons/user-round.svg?raw";
import userX from "lucide-static/icons/user-x.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import usersRound from "lucide-static/icons/users-round.svg?raw";
import video from "lucide-static/icons/video.svg?raw";
import wandSparkles from "lucide-static/icons/wand-sparkles.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

/** The drawings in use, by their lucide name; only these are copied into the program. One meaning each: see the design, section 5. */
export const icons = {
  accessibility: inside(accessibility),
  "arrow-left": inside(arrowLeft),
  "arrow-right": inside(arrowRight),
  baby: inside(baby),
  backpack: inside(backpack),
  bell: inside(bell),
  "calendar-check": inside(calendarCheck),
  "calendar-clock": inside(calendarClock),
  "calendar-days": inside(calendarDays),
  "calendar-plus": inside(calendarPlus),
  "calendar-sync": inside(calendarSync),
  "calendar-x-2": inside(calendarX2),
  check: inside(check),
  "chevron-left": inside(chevronLeft),
  "chevron-right": inside(chevronRight),
  circle: inside(circle),
  "circle-alert": inside(circleAlert),
  "circle-check-big": inside(circleCheckBig),
  "circle-help": inside(circleHelp),
  "circle-user-round": inside(circleUserRound),
  "clipboard-list": inside(clipboardList),
  "clock-3": inside(clock3),
  "clock-alert": inside(clockAlert),
  download: inside(download),
  euro: inside(euro),
  eye: inside(eye),
  fingerprint: inside(fingerprint),
  "flower-2": inside(flower2),
  folder: inside(folder),
  "folder-open": inside(folderOpen),
  globe: inside(globe),
  "heart-pulse": inside(heartPulse),
  hourglass: inside(hourglass),
  house: inside(house),
  info: inside(info),
  "key-round": inside(keyRound),
  languages: inside(languages),
  "link-2-off": inside(link2Off),
  "lock-keyhole": inside(lockKeyhole),
  "log-in": inside(logIn),
  "log-out": inside(logOut),
  mail: inside(mail),
  "mail-check": inside(mailCheck),
  "map-pin": inside(mapPin),
  pencil: inside(pencil),
  "map-pinned": inside(mapPinned),
  "message-square": inside(messageSquare),
  "monitor-smartphone": inside(monitorSmartphone),
  "person-standing": inside(personStanding),
  phone: inside(phone),
  plus: inside(plus),
  "rotate-cw": inside(rotateCw),
  scale: inside(scale),
  search: inside(search),
  "search-x": inside(searchX),
  send: inside(send),
  "shield-check": inside(shieldCheck),
  siren: inside(siren),
  "sliders-horizontal": inside(slidersHorizontal),
  smile: inside(smile),
  stethoscope: inside(stethoscope),
  sun: inside(sun),
  target: inside(target),
  "train-front": inside(trainFront),
  "user-plus": inside(userPlus),
  "user-round": inside(userRound),
  "users-round": inside(usersRound),
  video: inside(video),
  plane: inside(plane),
  "chart-column": inside(chartColumn),
  printer: inside(printer),
  armchair: inside(armchair),
  "check-check": inside(checkCheck),
  "user-x": inside(userX),
  "user-check": inside(userCheck),
  "layers-2": inside(layers2),
  "door-open": inside(doorOpen),
  "undo-2": inside(undo2),
  "grip-vertical": inside(gripVertical),
  "calendar-range": inside(calendarRange),
  list: inside(list),
  "list-checks": inside(listChecks),
  "building-2": inside(building2),
  upload: inside(upload),
  "file-spreadsheet": inside(fileSpreadsheet),
  "file-down": inside(fileDown),
  "file-text": inside(fileText),
  history: inside(history),
  "triangle-alert": inside(triangleAlert),
  ban: inside(ban),
  image: inside(image),
  merge: inside(merge),
  split: inside(split),
  "git-pull-request-arrow": inside(gitPullRequestArrow),
  "link-2": inside(link2),
  "refresh-cw": inside(refreshCw),
  activity: inside(activity),
  server: inside(server),
  "trash-2": inside(trash2),
  ellipsis: inside(ellipsis),
  "sticky-note": inside(stickyNote),
  "eye-off": inside(eyeOff),
  "shield-alert": inside(shieldAlert),
  repeat: inside(repeat),
  filter: inside(filter),
  clock: inside(clock),
  users: inside(users),
  plug: inside(plug),
  "arrow-left-right": inside(arrowLeftRight),
  "wand-sparkles": inside(wandSparkles),
  database: inside(database),
  "id-card": inside(idCard),
  x: inside(x),
};

export type IconName = keyof typeof icons;

/** What the file draws, without its frame: ours says colour, stroke and size once for all. */
function inside(file: string): string {
  const open = file.indexOf(">", file.indexOf("<svg"));
  return file
    .slice(open + 1, file.lastIndexOf("</svg>"))
    .replace(/\s+/g, " ")
    .trim();
}
