using Voxie.Pipeline.Listening;

namespace Voxie.Pipeline.Tests.Listening;

public sealed class BackchannelTests
{
    [Theory]
    [InlineData("Uh-huh.", true)]
    [InlineData("Okay, right.", true)]
    [InlineData("I see.", true)]
    [InlineData("Mm-hmm", true)]
    [InlineData("", true)]
    [InlineData("Really?", false)]
    [InlineData("No.", false)]
    [InlineData("Stop.", false)]
    [InlineData("Wait.", false)]
    [InlineData("Okay, but what about Sunday", false)]
    [InlineData("yeah yeah yeah okay right", false)]
    public void Only_signs_of_listening_leave_the_floor_to_the_agent(string text, bool backchannel) =>
        Assert.Equal(backchannel, Backchannel.Is(text));
}
