using System.Text;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>Digits out of spoken words: "five five five, oh one double two" or "555-0122".</summary>
internal static class HeardDigits
{
    public static string Of(string text)
    {
        var digits = new StringBuilder();
        var times = 1;
        var tens = 0;
        foreach (var token in Tokens.Of(text))
        {
            if (token is "double" or "triple")
            {
                times = token == "double" ? 2 : 3;
                continue;
            }
            var number = token is "oh" or "o" ? "0" : string.Concat(token.Where(char.IsAsciiDigit));
            if (number.Length == 0)
            {
                tens = 0;
                continue;
            }
            // "twenty one" is 21, "twenty" "ten" is 20 10.
            if (tens > 0 && number.Length == 1 && number != "0")
                digits.Remove(digits.Length - 1, 1);
            tens = number.Length == 2 && number[1] == '0' && number[0] != '1' ? 1 : 0;
            digits.Insert(digits.Length, number, times);
            times = 1;
        }
        return digits.ToString();
    }
}
