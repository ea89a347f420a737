"""THE BELL FOUNDER OF KARSK, episode five: an original story, told as an untimed script.

Data only, invented throughout. Each line begins with its kind: d dialogue, v a voice that is not
in the picture, i an intertitle, c a caption. Shown lines that follow each other are one card;
an empty line parts two cards.
"""

SLUG = "bell_founder"
HEADER = ("The Bell Founder of Karsk (2018) s01e05 Episode Script", "Episode 5", "1")
SCRIPT = """\
d Wake up, Jovan. It's snowing.
d It has snowed for a week, master.
d Yes. But now it's quiet.
d Why is it quiet?
d Because nobody is ringing the hours.
d They have come for
d The bell?
d For all of them.
i KARSK. NOVEMBER 12, 1794.
c ALL BRONZE TO THE ARSENAL
c BY ORDER OF THE COUNCIL
d Read it to me again.
d You know what it says.
d I want to hear it in your voice.
d It sounds kinder.
c MÁRTON VELL
c MASTER FOUNDE
d -Good morning, citizen.
d -Is it morning? I heard no bell.
d Very droll.
d I need eleven cannon by Christmas.
d And I need the river to run uphill.
d How much metal is there in Old Ilva?
d Four tonnes and a cardinal.
d A cardinal?
d He threw in his ring for luck.
d -Did it bring him luck?
d -He died a Tuesday later.
i THE ARSENAL OF KARSK. 1794.
c BREAD BEFORE BELLS
d They've hung that over my own door.
d Can you blame them?
d My mother boiled a belt on Sunday.
d The good belt?
d We only had the one.
d Commissioner Brandt is not a patient woman.
d She was a schoolteacher.
d Then she is patient with children.
d We'll be very small.
v Dear brother.
v I write this by the light
v of somebody else's house.
v The enemy has guns on the west bank now.
v They do not aim at the walls.
v They aim at the bakers.
v If you still have the bell
v ring it once, so I know you live.
d When did this come?
d Three weeks ago, under a herring.
d And you never told me?
d You'd have rung it.
d -Of course I'd have rung it!
d -That is why.
i TWO DAYS LATER
d OPEN THE GATE!
d Open it in the name of the Council!
d It's open. It's been open since the hinge fell.
d Commissioner. Mind the ice.
d I taught your apprentice to read.
d Then it's you I have to thank
d for the poetry on my invoices.
d Why has the furnace not been lit?
d The mould is wet.
d If you pour into a wet mould
d Well?
d Have you ever seen a church
d leave by its own roof?
d How long to dry it?
d Nine days.
d You have four.
c WARRANT
c THE FOUNDRY OF MASTER VELL IS SEALED
c UNTIL THE GUNS ARE CAST
d She has locked us in.
d No. She has locked everyone else out.
d It's the nicest thing she ever did.
d Bring me the old moulds.
d Which ones?
d The ones my father told us to burn.
i THE FOURTH NIGHT
d What do you hear, Jovan?
d Nothing. Snow.
d Listen to the metal.
d It's humming.
d It's what it does
d before it agrees to be something else.
d -Is it ready?
d -Are you?
d No.
d Good. Nobody who is ready should be near it.
d Stand back from the channel. Further!
d POUR! POUR NOW!
d Hold the ladle level.
d She's running. Look at her run.
d Count them, Jovan.
d Nine. Ten. Eleven.
d There is metal left over.
d How much?
d About a cardinal.
d Then we'll make something small.
c GUN NO. 1
c KARSK ARSENAL
d They are very fine, Master Vell.
d They are very loud.
d I do not know yet if they are fine.
d Why does each of them have a lip?
d For the note, Commissioner.
d Guns do not have a note.
d These do.
d Fire them in order and you'll know it.
d You cast me a
d A psalm. Yes. In eleven parts.
d I could have you shot.
d With which gun?
i THE WEST BANK. DECEMBER 24, 1794.
v My dear Márton.
v We heard it across the water at dusk.
v The men put down their rifles
v to count the hours.
v Nobody picked them up till morning.
d She asks if you would come to dinner.
d Who does?
d The Commissioner. She has found a goose.
d -In this city?
d -She says it surrendered.
d What shall I bring?
d She said: bring the cardinal.
i KARSK KEPT ELEVEN GUNS AND NO BELL.
i THEY ARE FIRED ONCE A YEAR, IN ORDER.

i What is cast in haste cracks in the frost,
i and what is cast in grief is never heard.
i The Sayings of Old Ilva 3:12

i MÁRTON VELL, 1741 TO 1812.
"""
