namespace Sampan.Server.Registry;

/// <summary>A list's paging and version parameters, not yet checked.</summary>
internal sealed record ListRequest
{
    /// <summary>Page size; 0 or less for everything.</summary>
    public long Limit { get; init; }

    /// <summary>The token of the page before, empty for the first.</summary>
    public string Continue { get; init; } = "";

    /// <summary>The resource version, empty for the newest.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary><c>Exact</c>, <c>NotOlderThan</c> or empty.</summary>
    public string ResourceVersionMatch { get; init; } = "";
}
