namespace Sampan.Charts.Manifests;

/// <summary>Turns rendered files into documents: hooks apart from manifests, each in the order of kinds.</summary>
internal static class ManifestSorting
{
    /// <summary>
    /// Files in the order of their names, documents in the order of their place; then, keeping that order within a kind,
    /// by <paramref name="order"/>. Throws <see cref="ChartException"/> for a document that is no YAML map.
    /// </summary>
    public static SortedManifests Sort(IReadOnlyDictionary<string, string> files, KindOrder order, Action<string> warn)
    {
        List<RenderedManifest> manifests = [];
        List<RenderedHook> hooks = [];
        foreach (var (source, text) in files.Where(file => !file.Key[(file.Key.LastIndexOf('/') + 1)..].StartsWith('_')).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            foreach (var content in ManifestSplitting.Split(text))
            {
                var head = ManifestHeadReader.Read(content, source);
                if (!HookAnnotations.AreOn(head))
                {
                    manifests.Add(new RenderedManifest(source, content, head.ApiVersion, head.Kind, head.Name));
                }
                else if (HookAnnotations.Read(head, source, content, warn) is { } hook)
                {
                    hooks.Add(hook);
                }
            }
        }

        return new SortedManifests([.. manifests.OrderBy(manifest => manifest.Kind, order)], [.. hooks.OrderBy(hook => hook.Kind, order)]);
    }
}
