using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Tests.Knowledge;

public class AgentWordsTests
{
    private static readonly AgentProfile Agent = new()
    {
        Id = "a",
        Name = "Brook & Sons",
        Knowledge = [new("Trams and the bus", "The number 4 tram stops at the door. It costs $60.")],
    };

    [Theory]
    [InlineData("tram")]
    [InlineData("trams")]
    [InlineData("bus")]
    [InlineData("door")]
    [InlineData("doors")]
    [InlineData("brook")]
    public void Words_of_title_text_and_name_are_expected_in_singular_and_plural(string word) =>
        Assert.Contains(AgentWords.Of(Agent), expected => expected.Text == word && expected.Weight is > 0 and <= 1);

    [Theory]
    [InlineData("the")]
    [InlineData("at")]
    [InlineData("60")]
    [InlineData("bu")]
    public void Function_words_and_figures_are_not(string word) => Assert.DoesNotContain(AgentWords.Of(Agent), expected => expected.Text == word);
}
