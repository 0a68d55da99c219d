using System.Text.RegularExpressions;
using FluentValidation;
using Voxie.Pipeline.Agents;

namespace Voxie.Admin.Agents;

/// <summary>What any agent must keep, wherever it comes from. That an extension is free is the store's business.</summary>
internal sealed partial class AgentValidator : AbstractValidator<AgentDocument>
{
    public AgentValidator()
    {
        RuleFor(a => a.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("must not be empty.");
        RuleFor(a => a.Name).MaximumLength(100).WithMessage("is longer than {MaxLength} characters.");
        RuleFor(a => a.Name).Must(name => name is null || !name.Any(char.IsControl)).WithMessage("holds a control character.");
        RuleFor(a => a.Extension).Must(text => text is null || Extension().IsMatch(text))
            .WithMessage("must be 1 to 64 letters, digits or + * # . _ ~ -");
        RuleFor(a => a.Kind).IsInEnum().WithMessage("is not one of conversation, echo, tone.");
        RuleFor(a => a.Greeting).MaximumLength(1000).WithMessage("is longer than {MaxLength} characters.");
        RuleFor(a => a.Instructions).MaximumLength(32_000).WithMessage("is longer than {MaxLength} characters.");
        RuleFor(a => a.Brain).Must(brain => brain is null or "scripted" or "openai").WithMessage("is not one of scripted, openai.");
        RuleFor(a => a.Model).MaximumLength(200).WithMessage("is longer than {MaxLength} characters.");
        RuleFor(a => a.Voice).Must(voice => voice is null || Voice().IsMatch(voice)).WithMessage("must be engine or engine/voice.");
        RuleFor(a => a.Flow).Must(flow => flow is null || Slug().IsMatch(flow)).WithMessage("must be lower-case letters, digits and -");
        RuleFor(a => a.Knowledge).Must(entries => entries.Count <= 500).WithMessage("has more than 500 entries.");
        RuleForEach(a => a.Knowledge).ChildRules(entry =>
        {
            entry.RuleFor(e => e.Title).Must(title => !string.IsNullOrWhiteSpace(title)).WithMessage("must not be empty.");
            entry.RuleFor(e => e.Title).MaximumLength(200).WithMessage("is longer than {MaxLength} characters.");
            entry.RuleFor(e => e.Text).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage("must not be empty.");
            entry.RuleFor(e => e.Text).MaximumLength(2000).WithMessage("is longer than {MaxLength} characters.");
        });
        RuleFor(a => a.Recording).IsInEnum().WithMessage("is not one of off, on.");
        RuleFor(a => a.RecordingFormat).IsInEnum().WithMessage("is not one of wav, opus.");
        RuleFor(a => a.RecordingConsent).MaximumLength(1000).WithMessage("is longer than {MaxLength} characters.");
        RuleFor(a => a.RecordingConsent).Must(text => text is null || text.Trim().Length > 0).WithMessage("must not be empty.");
        RuleFor(a => a.RecordingConsent).Must((agent, text) => text is null || agent.Kind == AgentKind.Conversation)
            .WithMessage("needs an agent that talks (kind conversation).");
        RuleFor(a => a.Transfers).Must(entries => entries.Count <= 50).WithMessage("has more than 50 entries.");
        RuleFor(a => a.Transfers).Must(entries => entries.Select(e => e.Name?.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() == entries.Count)
            .WithMessage("names somebody twice.");
        RuleForEach(a => a.Transfers).ChildRules(entry =>
        {
            entry.RuleFor(e => e.Name).Must(name => name?.Trim().Length is > 0 and <= 60 && !name.Any(char.IsControl)).WithMessage("must be 1 to 60 characters.");
            entry.RuleFor(e => e.Target).Must(target => target?.Length is > 0 and <= 256 && !target.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
                .WithMessage("must be a number or a SIP URI, without spaces.");
            entry.RuleFor(e => e.Say).Must(say => say is null || (say.Length <= 500 && !string.IsNullOrWhiteSpace(say))).WithMessage("must be 1 to 500 characters.");
            entry.RuleFor(e => e.Trunk).Must(trunk => trunk is null || Trunk().IsMatch(trunk)).WithMessage("must be the id of a trunk.");
            entry.RuleFor(e => e.Mode).IsInEnum().WithMessage("is not one of blind, attended.");
        });
        RuleFor(a => a.Limits.RepromptAfterSeconds).InclusiveBetween(1, 120).WithMessage("is not between {From} and {To}.");
        RuleFor(a => a.Limits.MaxReprompts).InclusiveBetween(0, 10).WithMessage("is not between {From} and {To}.");
        RuleFor(a => a.Limits.MaxDurationSeconds).InclusiveBetween(10, 86_400).WithMessage("is not between {From} and {To}.");
    }

    public static bool IsId(string id) => Slug().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9+*#._~-]{1,64}\z")]
    private static partial Regex Extension();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex Trunk();

    [GeneratedRegex(@"\A[a-z0-9_-]{1,40}(/[A-Za-z0-9._-]{1,80})?\z")]
    private static partial Regex Voice();
}
