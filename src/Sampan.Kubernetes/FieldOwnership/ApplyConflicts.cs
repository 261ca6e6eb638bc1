using System.Text;
using Sampan.Kubernetes.Errors;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>The conflicts of an apply: fields that other managers own.</summary>
internal static class ApplyConflicts
{
    public static void Check(IEnumerable<ManagerEntry> others, FieldSet taken)
    {
        List<(string Manager, string Field)> conflicts = [];
        foreach (var entry in others)
        {
            foreach (var path in entry.Fields.Intersect(taken).Paths())
            {
                conflicts.Add((Describe(entry), string.Concat(path)));
            }
        }

        if (conflicts.Count == 0)
        {
            return;
        }

        conflicts = [.. conflicts.OrderBy(conflict => conflict.Manager, StringComparer.Ordinal)];
        throw new ApiException(new ApiStatus(409, StatusReasons.Conflict, Message(conflicts))
        {
            Details = new StatusDetails
            {
                Causes = [.. conflicts.Select(conflict => new StatusCause("FieldManagerConflict", $"conflict with {conflict.Manager}", conflict.Field))],
            },
        });
    }

    private static string Message(List<(string Manager, string Field)> conflicts)
    {
        if (conflicts.Count == 1)
        {
            return $"Apply failed with 1 conflict: conflict with {conflicts[0].Manager}: {conflicts[0].Field}";
        }

        var text = new StringBuilder($"Apply failed with {conflicts.Count} conflicts: ");
        text.AppendJoin('\n', conflicts.GroupBy(conflict => conflict.Manager).Select(group =>
            $"conflicts with {group.Key}:\n{string.Join('\n', group.Select(conflict => "- " + conflict.Field))}"));
        return text.ToString();
    }

    private static string Describe(ManagerEntry entry)
    {
        var text = $"\"{entry.Manager}\"";
        if (entry.Subresource.Length > 0)
        {
            text += $" with subresource \"{entry.Subresource}\"";
        }

        return entry.IsApply ? text : $"{text} using {entry.ApiVersion}";
    }
}
