using Voxie.Pipeline.Agents.Flows;

namespace Voxie.Pipeline.Tests.Agents.Flows;

public class HeardTests
{
    [Theory]
    [InlineData("five five five, oh one two two", "5550122")]
    [InlineData("It's 555-0122.", "5550122")]
    [InlineData("555 01 22", "5550122")]
    [InlineData("five double five zero one double two", "5550122" + "")]
    [InlineData("triple nine", "999")]
    [InlineData("four one five twenty one thirty", "4152130")]
    [InlineData("no number", "")]
    public void Digits_are_heard(string said, string digits) => Assert.Equal(digits, HeardDigits.Of(said));

    [Theory]
    [InlineData("My name is Anna Berg.", "Anna Berg")]
    [InlineData("it's bob", "Bob")]
    [InlineData("This is Mary O'Neil speaking.", "Mary O'Neil")]
    [InlineData("Sure, I'm Jo, thanks", "Jo")]
    [InlineData("Smith.", "Smith")]
    [InlineData("", "")]
    [InlineData("I would really rather not give you my name over the telephone", "")]
    public void Names_are_heard(string said, string name) => Assert.Equal(name, HeardName.Of(said));
}
