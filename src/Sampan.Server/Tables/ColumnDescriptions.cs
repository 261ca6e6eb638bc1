namespace Sampan.Server.Tables;

/// <summary>What the columns that most tables share say of themselves.</summary>
internal static class ColumnDescriptions
{
    public const string Name = "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";

    public const string Age = "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    public static string Of(string column) => column switch
    {
        "Name" => Name,
        "Age" or "Created At" => Age,
        "Containers" => "Names of each container in the template.",
        "Images" => "Images referenced by each container in the template.",
        "Ready" => "Number of the pod with ready state",
        "Up-to-date" => "Total number of non-terminating pods targeted by this deployment that have the desired template spec.",
        "Available" => "Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.",
        "Selector" => "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
        _ => "",
    };
}
