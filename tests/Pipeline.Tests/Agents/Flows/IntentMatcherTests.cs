using Voxie.Pipeline.Agents.Flows;

namespace Voxie.Pipeline.Tests.Agents.Flows;

public sealed class IntentMatcherTests
{
    private readonly IntentMatcher _intents = new(ReceptionIntents.All);

    [Theory]
    [InlineData("Hi, how are you today?", "howAreYou")]
    [InlineData("How tall are you?", null)]
    [InlineData("Can I speak to a manager please?", "human")]
    [InlineData("Hello, good morning, could I speak to someone?", "human")]
    [InlineData("Which days can I talk to the doctor about braces?", null)]
    [InlineData("Thank you, that's all.", "goodbye")]
    public void What_says_more_than_an_example_is_not_it(string said, string? intent) =>
        Assert.Equal(intent, _intents.Match(said, ReceptionIntents.All.Keys.ToHashSet(StringComparer.Ordinal)));
}
