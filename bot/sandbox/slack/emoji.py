"""A table of common emoji: Slack's code and the character a phone or a keyboard gives."""

# Code and character in turns, many to a line: as a dict this would be five hundred lines.
_TABLE = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣 joy 😂
slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 smiling_face_with_3_hearts 🥰
heart_eyes 😍 star-struck 🤩 kissing_heart 😘 kissing 😗 relaxed ☺️ yum 😋 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 zany_face 🤪 money_mouth_face 🤑 hugging_face 🤗 face_with_hand_over_mouth 🤭
shushing_face 🤫 thinking_face 🤔 zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨 neutral_face 😐
expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 lying_face 🤥
relieved 😌 pensive 😔 sleepy 😪 drooling_face 🤤 sleeping 😴 mask 😷 face_with_thermometer 🤒
face_with_head_bandage 🤕 nauseated_face 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶 dizzy_face 😵
exploding_head 🤯 face_with_cowboy_hat 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟
slightly_frowning_face 🙁 white_frowning_face ☹️ open_mouth 😮 hushed 😯 astonished 😲 flushed 😳
pleading_face 🥺 frowning 😦 anguished 😧 fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭
scream 😱 confounded 😖 persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱
triumph 😤 rage 😡 angry 😠 face_with_symbols_on_mouth 🤬 smiling_imp 😈 imp 👿 skull 💀 hankey 💩
clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 smiley_cat 😺 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊
kiss 💋 love_letter 💌 cupid 💘 gift_heart 💝 sparkling_heart 💖 heartpulse 💗 heartbeat 💓 two_hearts 💕
broken_heart 💔 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
black_heart 🖤 white_heart 🤍 100 💯 anger 💢 boom 💥 dizzy 💫 sweat_drops 💦 dash 💨 bomb 💣
speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ zzz 💤 wave 👋 raised_back_of_hand 🤚 hand ✋
ok_hand 👌 v ✌️ crossed_fingers 🤞 call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇
point_up ☝️ +1 👍 -1 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏
writing_hand ✍️ nail_care 💅 muscle 💪 ear 👂 nose 👃 brain 🧠 eyes 👀 eye 👁️ lips 👄 baby 👶 boy 👦 girl 👧
man 👨 woman 👩 older_man 👴 older_woman 👵 raising_hand 🙋 bow 🙇 face_palm 🤦 shrug 🤷 runner 🏃 dancer 💃
family 👪 busts_in_silhouette 👥 bust_in_silhouette 👤 speaking_head_in_silhouette 🗣️ footprints 👣
dog 🐶 cat 🐱 mouse 🐭 rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼 tiger 🐯 lion_face 🦁 cow 🐮 pig 🐷
monkey_face 🐵 chicken 🐔 penguin 🐧 bird 🐦 owl 🦉 horse 🐴 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋
turtle 🐢 snake 🐍 octopus 🐙 fish 🐟 dolphin 🐬 whale 🐳 bouquet 💐 cherry_blossom 🌸 rose 🌹 sunflower 🌻
tulip 🌷 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 four_leaf_clover 🍀
maple_leaf 🍁 fallen_leaf 🍂 apple 🍎 banana 🍌 lemon 🍋 grapes 🍇 strawberry 🍓 watermelon 🍉 avocado 🥑
bread 🍞 cheese_wedge 🧀 pizza 🍕 hamburger 🍔 fries 🍟 taco 🌮 ramen 🍜 sushi 🍣 icecream 🍦 doughnut 🍩
cookie 🍪 birthday 🎂 cake 🍰 chocolate_bar 🍫 coffee ☕ tea 🍵 wine_glass 🍷 beer 🍺 beers 🍻 champagne 🍾
clinking_glasses 🥂 earth_americas 🌎 earth_africa 🌍 world_map 🗺️ house 🏠 house_with_garden 🏡 office 🏢
hospital 🏥 bank 🏦 hotel 🏨 school 🏫 factory 🏭 church ⛪ tent ⛺ sunrise 🌅 bridge_at_night 🌉
red_car 🚗 car 🚗 taxi 🚕 bus 🚌 ambulance 🚑 fire_engine 🚒 police_car 🚓 truck 🚚 bike 🚲 train 🚆
airplane ✈️ rocket 🚀 ship 🚢 fuelpump ⛽ construction 🚧 anchor ⚓ hourglass ⌛ hourglass_flowing_sand ⏳
watch ⌚ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock3 🕒 clock9 🕘 sunny ☀️ full_moon 🌕 star ⭐ star2 🌟
sparkles ✨ cloud ☁️ rainbow 🌈 umbrella ☔ zap ⚡ snowflake ❄️ snowman ⛄ fire 🔥 droplet 💧 ocean 🌊
jack_o_lantern 🎃 christmas_tree 🎄 fireworks 🎆 balloon 🎈 tada 🎉 confetti_ball 🎊 gift 🎁 ribbon 🎀
ticket 🎫 trophy 🏆 medal 🏅 first_place_medal 🥇 soccer ⚽ basketball 🏀 football 🏈 tennis 🎾 dart 🎯
video_game 🎮 game_die 🎲 art 🎨 musical_note 🎵 microphone 🎤 headphones 🎧 guitar 🎸 eyeglasses 👓
necktie 👔 shirt 👕 dress 👗 handbag 👜 athletic_shoe 👟 crown 👑 ring 💍 gem 💎 mute 🔇 speaker 🔈
loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕 iphone 📱 calling 📲 phone ☎️ telephone_receiver 📞 fax 📠
battery 🔋 computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ cd 💿 movie_camera 🎥 tv 📺 camera 📷
mag 🔍 bulb 💡 book 📖 books 📚 notebook 📓 newspaper 📰 bookmark 🔖 label 🏷️ moneybag 💰 dollar 💵
credit_card 💳 receipt 🧾 email 📧 envelope ✉️ incoming_envelope 📨 envelope_with_arrow 📩 outbox_tray 📤
inbox_tray 📥 package 📦 mailbox 📫 postbox 📮 pencil2 ✏️ pencil 📝 memo 📝 briefcase 💼 file_folder 📁
calendar 📆 date 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈 bar_chart 📊 clipboard 📋 pushpin 📌
round_pushpin 📍 paperclip 📎 scissors ✂️ wastebasket 🗑️ lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧
gear ⚙️ link 🔗 toolbox 🧰 test_tube 🧪 microscope 🔬 syringe 💉 pill 💊 door 🚪 bed 🛏️ shopping_trolley 🛒
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 arrow_up ⬆️ arrow_right ➡️ arrow_down ⬇️ arrow_left ⬅️
arrows_counterclockwise 🔄 leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ repeat 🔁 fast_forward ⏩
double_vertical_bar ⏸️ black_square_for_stop ⏹️ arrow_forward ▶️ heavy_plus_sign ➕ heavy_minus_sign ➖
bangbang ‼️ question ❓ grey_question ❔ grey_exclamation ❕ exclamation ❗ heavy_exclamation_mark ❗
o ⭕ white_check_mark ✅ ballot_box_with_check ☑️ heavy_check_mark ✔️ x ❌ negative_squared_cross_mark ❎
copyright ©️ registered ®️ tm ™️ hash #️⃣ one 1️⃣ two 2️⃣ three 3️⃣ abc 🔤 information_source ℹ️ id 🆔 new 🆕
free 🆓 ok 🆗 sos 🆘 up 🆙 cool 🆒 red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 black_circle ⚫ white_circle ⚪ black_small_square ▪️
white_large_square ⬜ checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ flag-us 🇺🇸 us 🇺🇸 flag-gb 🇬🇧
flag-de 🇩🇪 flag-ca 🇨🇦 flag-mx 🇲🇽 shield 🛡️ scroll 📜 ledger 📒 mailbox_with_mail 📬
closed_lock_with_key 🔐 frame_with_picture 🖼️ globe_with_meridians 🌐 hammer_and_wrench 🛠️ mobile_phone_off 📴
large_green_square 🟩 large_red_square 🟥 large_yellow_square 🟨 octagonal_sign 🛑 open_file_folder 📂
page_facing_up 📄 radio_button 🔘 saluting_face 🫡 sound 🔉 spiral_note_pad 🗒️ stethoscope 🩺 tooth 🦷
vibration_mode 📳
"""
_ALIASES = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "telephone": "phone",
    "raised_hand": "hand",
    "punch": "facepunch",
    "poop": "hankey",
    "satisfied": "laughing",
    "thinking": "thinking_face",
    "simple_smile": "slightly_smiling_face",
}
_words = _TABLE.split()

# Slack's code to the character, aliases included.
BY_CODE: dict[str, str] = dict(zip(_words[0::2], _words[1::2], strict=True))
# The character to the first code that has it.
BY_CHARACTER: dict[str, str] = {}
for _code, _character in BY_CODE.items():
    BY_CHARACTER.setdefault(_character, _code)
    # Keyboards leave out the variation selector as often as not.
    if _character.endswith("\ufe0f"):
        BY_CHARACTER.setdefault(_character.removesuffix("\ufe0f"), _code)
BY_CODE.update({alias: BY_CODE[code] for alias, code in _ALIASES.items()})

_SKIN_TONES = {f"skin-tone-{tone}" for tone in range(2, 7)}


def is_known(name: str) -> bool:
    """Whether Slack would take this as the name of a reaction, with or without a skin tone."""
    base, separator, tone = name.partition("::")
    return base in BY_CODE and (not separator or tone in _SKIN_TONES)
