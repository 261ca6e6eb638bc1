using Sampan.Kubernetes.RegularExpressions;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Checking;

/// <summary>
/// Refuses literals that type-check and are wrong all the same: lists and maps of mixed types, and durations, times and
/// regular expressions that could only fail when evaluated (cel-go cel/validator.go).
/// </summary>
internal sealed class LiteralChecks(List<CelError> errors)
{
    public static void Check(Expression root, List<CelError> errors) => new LiteralChecks(errors).Visit(root, allowsMixture: false);

    private void Visit(Expression node, bool allowsMixture)
    {
        switch (node)
        {
            case CallExpression call:
                CheckArgument(call);
                // What is formatted may be of any types.
                allowsMixture |= call.Function == "format";
                break;
            case ListExpression list when !allowsMixture:
                CheckSame(list.Elements.Select((element, i) => (element, list.Optional.Contains(i))));
                break;
            case MapExpression map when !allowsMixture:
                CheckSame(map.Entries.Select(entry => (entry.Key, false)));
                CheckSame(map.Entries.Select(entry => (entry.Value, entry.IsOptional)));
                break;
        }

        foreach (var part in ExpressionWalk.Parts(node))
        {
            Visit(part, allowsMixture);
        }
    }

    private void CheckArgument(CallExpression call)
    {
        if (call.Arguments is not [.., LiteralExpression argument])
        {
            return;
        }

        var text = (argument.Value as StringValue)?.Value;
        var isValid = call.Function switch
        {
            "timestamp" when argument.Value is IntValue { Value: var seconds } => seconds is >= TimestampValue.Earliest and <= TimestampValue.Latest,
            _ when text is null => true,
            "duration" => Times.ParseDuration(text) is not null,
            "timestamp" => Times.ParseTimestamp(text) is not null,
            "matches" => GoRegex.TryParse(text, out _) is not null,
            _ => true,
        };
        if (!isValid)
        {
            errors.Add(new CelError(argument.Offset, $"invalid {call.Function} argument"));
        }
    }

    private void CheckSame(IEnumerable<(Expression Node, bool IsOptional)> nodes)
    {
        CelType? first = null;
        foreach (var (node, isOptional) in nodes)
        {
            var type = isOptional && node.Type.IsOptional ? node.Type.Parameters[0] : node.Type;
            if (first is not null && !first.IsExactly(type))
            {
                errors.Add(new CelError(node.Offset, $"expected type '{first}' but found '{type}'"));
                return;
            }

            first ??= type;
        }
    }
}
