using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Tests.Speaking;

public sealed class FirstClauseTests
{
    [Theory]
    [InlineData("We are open Monday to Friday from 8:30 am to 6 pm, and on Saturday from 9 am to 1 pm.",
        "We are open Monday to Friday from 8:30 am to 6 pm,", "and on Saturday from 9 am to 1 pm.")]
    [InlineData("We are at 12 Harbour Street, on the second floor, right across from the terminal.",
        "We are at 12 Harbour Street,", "on the second floor, right across from the terminal.")]
    [InlineData("Yes, we welcome new patients.", "Yes, we welcome new patients.", "")]
    [InlineData("You can pay by cash or card, too.", "You can pay by cash or card, too.", "")]
    [InlineData("It costs $1,250 for both rows together.", "It costs $1,250 for both rows together.", "")]
    [InlineData("Hello", "Hello", "")]
    [InlineData("", "", "")]
    public void Divides_behind_the_first_comma_with_enough_words_on_both_sides(string sentence, string head, string rest) =>
        Assert.Equal((head, rest), FirstClause.Split(sentence));
}
