namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Fields that say which object it is, and that nobody owns.</summary>
internal static class UnownedFields
{
    private static readonly FieldSet Identity = Build();

    public static FieldSet Strip(FieldSet fields) => fields.Except(Identity);

    private static FieldSet Build()
    {
        var metadata = PathElement.Field("metadata");
        var set = FieldSet.Empty.Add([PathElement.Field("apiVersion")]).Add([PathElement.Field("kind")]).Add([metadata]);
        foreach (var name in (ReadOnlySpan<string>)["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"])
        {
            set = set.Add([metadata, PathElement.Field(name)]);
        }

        return set;
    }
}
