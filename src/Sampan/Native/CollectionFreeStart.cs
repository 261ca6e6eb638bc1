namespace Sampan.Native;

/// <summary>
/// Gives out a process's first memory without collecting any of it. A command that ends within a second gains nothing
/// from a collection: most of what it has made is still in use, and walking it takes a fifth of the command's time.
/// </summary>
internal static class CollectionFreeStart
{
    /// <summary>What a large chart needs from its archive to its manifests, and a half more. Beyond it collections begin as usual.</summary>
    private const long Bytes = 64 << 20;

    public static void Begin() => GC.TryStartNoGCRegion(Bytes);
}
