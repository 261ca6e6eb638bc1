namespace Sampan.Server.Requests;

/// <summary>Warnings beside an answer, as RFC 7234 headers of code 299.</summary>
internal static class WarningHeaders
{
    /// <summary>The answer with the write's warnings.</summary>
    public static ApiResponse WithWarnings(this ApiResponse response, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            response = response.WithWarning(warning);
        }

        return response;
    }

    /// <summary>The answer with one more warning.</summary>
    public static ApiResponse WithWarning(this ApiResponse response, string warning) => response.With("Warning", Text(warning));

    /// <summary>The answer with a warning before all others.</summary>
    public static ApiResponse WithFirstWarning(this ApiResponse response, string warning) =>
        response with { Headers = [new("Warning", Text(warning)), .. response.Headers] };

    private static string Text(string warning) =>
        $"299 - \"{warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
