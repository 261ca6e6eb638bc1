namespace Sampan.Server.Requests;

/// <summary>Warnings beside an answer, as RFC 7234 headers of code 299.</summary>
internal static class WarningHeaders
{
    /// <summary>The answer with warnings, each once.</summary>
    public static ApiResponse WithWarnings(this ApiResponse response, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings.Distinct(StringComparer.Ordinal))
        {
            response = response.With("Warning", Text(warning));
        }

        return response;
    }

    private static string Text(string warning) =>
        $"299 - \"{warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
