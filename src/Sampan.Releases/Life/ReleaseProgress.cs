namespace Sampan.Releases.Life;

/// <summary>Something that happened while releases are applied or removed.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">What it was done to: an object, a hook, or empty for the release itself.</param>
public sealed record ReleaseProgress(string Release, ReleaseAction Action, string Subject);

/// <summary>The steps of a release's life that are reported.</summary>
public enum ReleaseAction
{
    /// <summary>The release's turn begins.</summary>
    Started,

    /// <summary>An object was created.</summary>
    Created,

    /// <summary>An object was changed.</summary>
    Changed,

    /// <summary>An object is as it should be.</summary>
    Unchanged,

    /// <summary>An object was deleted.</summary>
    Deleted,

    /// <summary>An object that is no longer rendered stays, as its resource policy asks.</summary>
    Kept,

    /// <summary>A hook ran.</summary>
    HookRan,

    /// <summary>An object is awaited.</summary>
    Waiting,

    /// <summary>The release is as declared.</summary>
    Finished,

    /// <summary>Something to know that does not stop the release.</summary>
    Warning,
}
