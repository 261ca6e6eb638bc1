namespace Sampan.Server.Registry;

/// <summary>Where a watch starts and what it sends beside changes.</summary>
internal sealed record WatchRequest
{
    /// <summary>Changes after this version; empty or <c>0</c>: first every object there is.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Whether every object is sent first, and a bookmark that says that this was all; null: decided by the version.</summary>
    public bool? SendInitialEvents { get; init; }

    /// <summary>Whether bookmarks are sent.</summary>
    public bool AllowBookmarks { get; init; }

    /// <summary>When the server ends the watch; null: never.</summary>
    public TimeSpan? Timeout { get; init; }
}
