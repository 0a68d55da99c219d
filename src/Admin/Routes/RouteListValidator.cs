using System.Text.RegularExpressions;
using FluentValidation;
using Voxie.SipGateway.Calls.Routing;

namespace Voxie.Admin.Routes;

/// <summary>What any list of routes must keep. That agents and trunks exist is not asked: they come and go by themselves.</summary>
internal sealed partial class RouteListValidator : AbstractValidator<RouteListDocument>
{
    private const string IdFault = "must be 1 to 64 lower-case letters, digits, - and _";

    public RouteListValidator()
    {
        RuleFor(list => list.Routes).Must(routes => routes.Count <= 1000).WithMessage("has more than 1000 rules.");
        RuleFor(list => list.Routes).Must(routes => routes.Select(route => route.Name).Distinct().Count() == routes.Count).WithMessage("has two rules of one name.");
        RuleForEach(list => list.Routes).ChildRules(route =>
        {
            route.RuleFor(r => r.Name).Must(name => Slug().IsMatch(name)).WithMessage(IdFault);
            route.RuleFor(r => r).Must(r => new object?[] { r.Agent, r.Dial, r.Reject }.Count(action => action is not null) == 1)
                .OverridePropertyName("Agent").WithMessage("there must be exactly one of agent, dial and reject.");
            route.RuleFor(r => r.Agent).Must(agent => agent is null || Slug().IsMatch(agent)).WithMessage(IdFault);
            route.RuleFor(r => r.Reject).InclusiveBetween(400, 699).WithMessage("is not between {From} and {To}.");
            route.RuleFor(r => r.Dial!).ChildRules(Dial).When(r => r.Dial is not null);
            route.RuleFor(r => r.When).ChildRules(When);
        });
    }

    private static void Dial(InlineValidator<RouteDialDocument> dial)
    {
        dial.RuleFor(d => d.Trunk).Must(trunk => Slug().IsMatch(trunk)).WithMessage(IdFault);
        dial.RuleFor(d => d.User).Must(user => user is null || User().IsMatch(user)).WithMessage("must be 1 to 64 letters, digits or + * # . _ ~ -");
        dial.RuleFor(d => d.Strip).InclusiveBetween(0, 32).WithMessage("is not between {From} and {To}.");
        dial.RuleFor(d => d.Prepend).Must(text => text.Length == 0 || User().IsMatch(text)).WithMessage("must be at most 64 letters, digits or + * # . _ ~ -");
    }

    private static void When(InlineValidator<RouteWhenDocument> when)
    {
        Text(w => w.User);
        Text(w => w.UserPrefix);
        Text(w => w.UserPattern);
        Text(w => w.Host);
        Text(w => w.From);
        when.RuleFor(w => w.UserPattern).Must(pattern => pattern is null || RouteTable.PatternFault(pattern) is null)
            .WithMessage(w => RouteTable.PatternFault(w.UserPattern!));
        when.RuleFor(w => w.Trunk).Must(trunk => trunk is null || Slug().IsMatch(trunk)).WithMessage(IdFault);
        when.RuleFor(w => w.Headers).Must(headers => headers.Count <= 10).WithMessage("has more than 10 entries.");
        when.RuleForEach(w => w.Headers).ChildRules(header =>
        {
            header.RuleFor(h => h.Name).Must(name => Token().IsMatch(name)).WithMessage("is not a header name.");
            header.RuleFor(h => h.Value).Must(value => value.Length is > 0 and <= 200).WithMessage("must be 1 to 200 characters.");
        });

        void Text(System.Linq.Expressions.Expression<Func<RouteWhenDocument, string?>> condition) =>
            when.RuleFor(condition).Must(text => text is null || (text.Length is > 0 and <= 200 && !text.Any(char.IsControl)))
                .WithMessage("must be 1 to 200 characters.");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[A-Za-z0-9+*#._~-]{1,64}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"\A[A-Za-z0-9.!%*_+`'~-]{1,64}\z")]
    private static partial Regex Token();
}
