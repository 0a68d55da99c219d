namespace Voxie.Admin.Cli;

/// <summary>What verbs print: results to standard output, complaints to standard error.</summary>
internal sealed class CliOutput(TextWriter results, TextWriter complaints)
{
#pragma warning disable RS0030 // Console is banned everywhere but here: this is the one place that prints.
    public static CliOutput ForConsole() => new(Console.Out, Console.Error);
#pragma warning restore RS0030

    public void Line(string text) => results.WriteLine(text);

    public void Complain(string text) => complaints.WriteLine(text);

    public TextWriter Results => results;

    public TextWriter Complaints => complaints;
}
