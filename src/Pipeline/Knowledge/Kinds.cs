using System.Collections.Frozen;

namespace Voxie.Pipeline.Knowledge;

/// <summary>
/// What everyday things are: a beagle is a dog, a tulip a flower. General English, taken from no question set. Serves twice:
/// a caller's "beagle" finds the entry about dogs, and a word of this list that no entry explains is a real thing, not a word misheard.
/// </summary>
internal static class Kinds
{
    private static readonly FrozenSet<string> All = Lines().SelectMany(static line => line.Members).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string[]> Up = Load(static (member, kind) => (member, kind));
    private static readonly FrozenDictionary<string, string[]> Down = Load(static (member, kind) => (kind, member));

    public static bool Holds(string stem) => All.Contains(stem);

    /// <summary>What the thing is.</summary>
    public static IReadOnlyList<string> Of(string stem) => Up.GetValueOrDefault(stem, []);

    /// <summary>What there is of the kind.</summary>
    public static IReadOnlyList<string> Members(string stem) => Down.GetValueOrDefault(stem, []);

    private static FrozenDictionary<string, string[]> Load(Func<string, string, (string From, string To)> order) =>
        Lines().Where(static line => line.Relates).SelectMany(line => line.Members.Where(member => member != line.Kind).Select(member => order(member, line.Kind)))
            .GroupBy(static pair => pair.From, static pair => pair.To, StringComparer.Ordinal)
            .ToFrozenDictionary(static group => group.Key, static group => group.Distinct().ToArray(), StringComparer.Ordinal);

    private static IEnumerable<(bool Relates, string Kind, string[] Members)> Lines()
    {
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split((char[])[' ', ':', '-', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Stemmer.Stem).ToArray();
            yield return (!line.Contains('-', StringComparison.Ordinal), words[0], words[1..]);
        }
    }

    /// <summary>"-": too wide a kind for its members to stand for it or for one another.</summary>
    private const string Table = """
        dog: beagle labrador poodle terrier spaniel retriever dachshund bulldog collie husky rottweiler chihuahua corgi pug puppy pup doggy doggie hound mutt shepherd greyhound
        cat: kitten kitty tomcat tabby siamese persian
        bird: parrot budgie budgerigar canary cockatiel parakeet finch macaw pigeon duck goose swan eagle owl penguin sparrow crow
        reptile: snake lizard gecko turtle tortoise iguana chameleon crocodile alligator
        rodent: hamster gerbil rat mouse squirrel chinchilla
        rabbit: bunny
        horse: pony mare foal stallion donkey
        animal: dog cat bird reptile rodent rabbit horse cow pig sheep goat fish monkey lion tiger elephant giraffe wolf fox deer whale dolphin shark zebra camel kangaroo panda
        insect: bee ant wasp fly mosquito spider butterfly beetle cockroach flea tick moth
        fish: salmon tuna cod trout goldfish herring sardine haddock mackerel halibut
        seafood: shrimp prawn lobster crab oyster mussel clam squid octopus fish scallop
        meat: beef pork chicken lamb steak ham bacon sausage turkey veal duck mince
        fruit: apple banana orange pear grape strawberry raspberry blueberry lemon lime cherry peach plum mango melon pineapple apricot kiwi
        vegetable: potato tomato carrot onion bean cabbage lettuce spinach broccoli cucumber mushroom pumpkin zucchini aubergine celery garlic
        dessert: cake tiramisu pudding pie pastry cookie brownie muffin doughnut donut gelato sorbet pancake waffle sundae cheesecake
        bread: loaf bun baguette toast bagel sourdough
        wine: champagne prosecco merlot chardonnay rioja
        drink: wine beer juice soda lemonade coke cola cocktail whisky whiskey vodka gin rum smoothie tea coffee ale cider milkshake espresso latte cappuccino
        coffee: espresso latte cappuccino mocha americano
        dish: pizza pasta spaghetti lasagna lasagne ravioli risotto soup salad burger sandwich curry sushi noodle taco burrito omelette stew casserole
        nut: peanut almond hazelnut walnut cashew pistachio pecan
        dairy: milk cheese butter cream yogurt yoghurt lactose
        flower: rose tulip lily daisy orchid sunflower carnation bouquet violet daffodil
        tree: oak pine maple birch palm fir
        plant: flower tree shrub cactus fern herb hedge
        car: sedan hatchback jeep convertible limousine limo minivan
        vehicle: car van truck lorry motorbike motorcycle scooter moped tractor bus caravan camper trailer
        boat: yacht canoe kayak ship sailboat dinghy ferry cruise
        - furniture: sofa couch bed table chair wardrobe desk cupboard shelf mattress armchair bookcase dresser
        clothes: shirt trousers pants dress skirt jacket coat suit sock sweater jumper jeans scarf glove hat underwear uniform tuxedo gown blouse hoodie
        shoe: sneaker boot sandal slipper loafer
        - jewelry: necklace bracelet earring diamond pearl brooch
        sport: football soccer tennis basketball baseball hockey golf rugby cricket volleyball badminton squash boxing karate judo wrestling cycling rowing skiing surfing
        exercise: yoga pilates spinning zumba aerobics crossfit cardio jogging sauna
        instrument: guitar piano violin drum flute trumpet cello saxophone keyboard
        illness: flu fever cough infection virus asthma diabetes cancer rash migraine arthritis measles
        - body: knee leg arm foot ankle shoulder elbow hip spine stomach heart lung liver skin ear eye nose finger toe wrist neck chest brain muscle bone throat forehead cheek thumb kidney
        - appliance: fridge refrigerator freezer oven stove dishwasher microwave toaster kettle dryer vacuum boiler heater radiator
        - device: phone smartphone laptop tablet computer printer camera television tv console headphone speaker keyboard charger
        - building: house apartment garage barn castle tower skyscraper cottage villa bungalow
        - tradesman: plumber electrician builder carpenter painter roofer locksmith gardener mechanic decorator
        - profession: lawyer accountant architect engineer teacher nurse pilot journalist farmer soldier scientist programmer
        - crockery: plate cup mug bowl fork knife spoon pan pot
        bag: suitcase backpack handbag rucksack purse luggage
        - tool: hammer drill screwdriver wrench axe ladder shovel
        toy: doll teddy puzzle lego kite balloon
        - season: spring summer autumn winter
        month: january february april june july august september october november december
        - metal: gold silver copper iron steel bronze platinum aluminium
        - country: france germany spain italy england scotland ireland china japan india russia canada mexico brazil australia america poland greece turkey egypt norway sweden portugal
        - city: london paris berlin rome madrid boston chicago tokyo sydney moscow vienna amsterdam
        - planet: mars venus jupiter saturn mercury neptune moon earth
        - science: physics chemistry biology mathematics math algebra geometry geography astronomy
        - weather: rain snow storm wind fog thunder lightning temperature forecast sunshine hurricane
        - household: lawn roof chimney ceiling staircase attic basement cellar fence gate sink faucet tap pipe drain gutter plumbing wallpaper paint tile brick cement carpet rug curtain blind mirror candle blanket pillow broom bucket
        - goods: perfume shampoo lipstick makeup toothpaste toothbrush razor detergent battery lightbulb umbrella wallet sunglasses glasses lens watch clock pen pencil notebook stamp envelope calendar newspaper magazine stationery
        - art: painting poem novel sculpture opera symphony orchestra singer actor actress artist painter poet writer author composer album lyrics comedy drama musical ballet theater theatre cinema movie film series episode cartoon documentary
        - nature: sky sea ocean lake river mountain hill valley forest jungle desert island beach volcano waterfall star galaxy universe planet sunset sunrise eclipse rainbow earthquake dinosaur fossil
        - state: president minister mayor senator king queen prince princess emperor government parliament election party politics policy law constitution army navy soldier war battle revolution empire tax visa citizenship embassy republic democracy
        - money: bank mortgage loan bond bitcoin crypto currency euro yen stock share dividend inflation pension investment salary wage lottery jackpot atm
        - traffic: flight airline airplane plane aircraft helicopter rocket airport runway harbour subway highway motorway bridge tunnel engine gearbox exhaust brake petrol diesel gasoline tow
        - law: lawyer attorney court trial divorce lawsuit crime murder prison jail police thief burglar detective fine patent copyright
        - schooling: homework essay thesis exam diploma professor university kindergarten dictionary grammar alphabet equation calculator
        - computing: password software app website browser email virus keyboard mouse screen server router hacker robot code algorithm
        - medicine: surgeon psychiatrist therapist hospital ambulance pharmacy antibiotic aspirin antidepressant pregnancy ultrasound transplant bandage blood pressure vitamin
        - faith: god church mosque temple bible prayer angel ghost heaven hell priest pope soul astrology horoscope zodiac
        - media: television radio news podcast channel journalist headline weather forecast score league championship olympics tournament stadium referee goalkeeper team player coach
        - feelings: love happiness sadness loneliness fear dream girlfriend boyfriend romance
        - crafts: knitting sewing needle thread pottery origami gardening seed fertilizer compost tractor harvest
        - works: haircut manicure pedicure tattoo piercing massage facial botox implant surgery x-ray engraving plumbing wiring roofing towing welding translation
        - games: chess poker bingo lottery crossword monopoly
        """;
}
