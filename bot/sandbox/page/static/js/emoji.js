// Slack's emoji codes that the product and its users are likely to meet; an unknown code is shown as typed.
const TABLE = `grinning 😀|smiley 😃|smile 😄|grin 😁|laughing 😆|sweat_smile 😅|joy 😂|rofl 🤣|slightly_smiling_face 🙂|
upside_down_face 🙃|wink 😉|blush 😊|innocent 😇|heart_eyes 😍|kissing_heart 😘|yum 😋|thinking_face 🤔|neutral_face 😐|
smirk 😏|unamused 😒|relieved 😌|sleeping 😴|sunglasses 😎|confused 😕|worried 😟|disappointed 😞|cry 😢|sob 😭|angry 😠|
rage 😡|scream 😱|hugging_face 🤗|shrug 🤷|facepalm 🤦|wave 👋|hand ✋|raised_hand ✋|ok_hand 👌|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|
pray 🙏|raised_hands 🙌|muscle 💪|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|eyes 👀|heart ❤️|
green_heart 💚|blue_heart 💙|yellow_heart 💛|broken_heart 💔|star ⭐|sparkles ✨|fire 🔥|tada 🎉|100 💯|boom 💥|
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|no_entry ⛔|
no_entry_sign 🚫|warning ⚠️|exclamation ❗|question ❓|grey_question ❔|grey_exclamation ❕|bangbang ‼️|
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|
black_circle ⚫|large_green_square 🟩|large_red_square 🟥|large_yellow_square 🟨|radio_button 🔘|
hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|alarm_clock ⏰|stopwatch ⏱️|clock1 🕐|clock3 🕒|clock9 🕘|
calendar 📅|date 📅|spiral_calendar_pad 🗓️|spiral_note_pad 🗒️|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|pushpin 📌|
round_pushpin 📍|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|mag 🔍|bulb 💡|bell 🔔|no_bell 🔕|
mute 🔇|sound 🔉|speaker 🔈|loudspeaker 📢|mega 📣|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭|
email 📧|envelope ✉️|incoming_envelope 📨|envelope_with_arrow 📩|inbox_tray 📥|outbox_tray 📤|mailbox 📫|package 📦|
phone ☎️|telephone_receiver 📞|iphone 📱|calling 📲|vibration_mode 📳|mobile_phone_off 📴|computer 💻|camera 📷|
frame_with_picture 🖼️|movie_camera 🎥|microphone 🎤|file_folder 📁|open_file_folder 📂|page_facing_up 📄|chart_with_upwards_trend 📈|
bar_chart 📊|moneybag 💰|dollar 💵|credit_card 💳|receipt 🧾|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|toolbox 🧰|
busts_in_silhouette 👥|bust_in_silhouette 👤|house 🏠|hospital 🏥|car 🚗|rocket 🚀|airplane ✈️|sunny ☀️|cloud ☁️|
zap ⚡|snowflake ❄️|rainbow 🌈|coffee ☕|cake 🍰|gift 🎁|robot_face 🤖|ghost 👻|seedling 🌱|globe_with_meridians 🌐|
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_right_hook ↪️|leftwards_arrow_with_hook ↩️|
arrows_counterclockwise 🔄|repeat 🔁|fast_forward ⏩|double_vertical_bar ⏸️|arrow_forward ▶️|black_square_for_stop ⏹️|
wastebasket 🗑️|shield 🛡️|octagonal_sign 🛑|information_source ℹ️|sos 🆘|new 🆕|ok 🆗|free 🆓|id 🆔|white_flag 🏳️|
triangular_flag_on_post 🚩|checkered_flag 🏁|label 🏷️|bookmark 🔖|scroll 📜|stethoscope 🩺|tooth 🦷|pill 💊|syringe 💉|
relaxed ☺️|partying_face 🥳|saluting_face 🫡|handshake 🤝|see_no_evil 🙈|zzz 💤|heavy_plus_sign ➕|heavy_minus_sign ➖`;

const CODES = new Map(
  TABLE.replaceAll("\n", "")
    .split("|")
    .map((pair) => pair.split(" ")),
);

/** The picture for a code without its colons (skin tones are dropped), or null when it is unknown. */
export function emojiFor(code) {
  return CODES.get(code.split("::")[0]) ?? null;
}

/** What the reaction picker offers first. */
export const COMMON = [
  "+1",
  "white_check_mark",
  "eyes",
  "heart",
  "joy",
  "tada",
  "pray",
  "raised_hands",
  "wave",
  "x",
  "hourglass_flowing_sand",
  "arrows_counterclockwise",
];
