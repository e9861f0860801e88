using Etcd.Client.Proto;

namespace Etcd.Client.Transport;

/// <summary>Every call of etcd's API that this client makes.</summary>
internal static class EtcdMethods
{
    public static readonly Method<RangeRequest, RangeResponse> Range = Method.Read<RangeRequest, RangeResponse>("KV/Range");
    public static readonly Method<PutRequest, PutResponse> Put = Method.Write<PutRequest, PutResponse>("KV/Put");
    public static readonly Method<DeleteRangeRequest, DeleteRangeResponse> DeleteRange = Method.Write<DeleteRangeRequest, DeleteRangeResponse>("KV/DeleteRange");
    public static readonly Method<TxnRequest, TxnResponse> Txn = Method.Write<TxnRequest, TxnResponse>("KV/Txn");
    public static readonly Method<TxnRequest, TxnResponse> ReadOnlyTxn = Method.Read<TxnRequest, TxnResponse>("KV/Txn");
    public static readonly Method<CompactionRequest, CompactionResponse> Compact = Method.Write<CompactionRequest, CompactionResponse>("KV/Compact");

    public static readonly Method<WatchRequest, WatchResponse> Watch = Method.Read<WatchRequest, WatchResponse>("Watch/Watch");

    public static readonly Method<LeaseGrantRequest, LeaseGrantResponse> LeaseGrant = Method.Write<LeaseGrantRequest, LeaseGrantResponse>("Lease/LeaseGrant");
    public static readonly Method<LeaseRevokeRequest, LeaseRevokeResponse> LeaseRevoke = Method.Write<LeaseRevokeRequest, LeaseRevokeResponse>("Lease/LeaseRevoke");
    public static readonly Method<LeaseKeepAliveRequest, LeaseKeepAliveResponse> LeaseKeepAlive = Method.Read<LeaseKeepAliveRequest, LeaseKeepAliveResponse>("Lease/LeaseKeepAlive");
    public static readonly Method<LeaseTimeToLiveRequest, LeaseTimeToLiveResponse> LeaseTimeToLive = Method.Read<LeaseTimeToLiveRequest, LeaseTimeToLiveResponse>("Lease/LeaseTimeToLive");
    public static readonly Method<LeaseLeasesRequest, LeaseLeasesResponse> LeaseLeases = Method.Read<LeaseLeasesRequest, LeaseLeasesResponse>("Lease/LeaseLeases");

    public static readonly Method<MemberAddRequest, MemberAddResponse> MemberAdd = Method.Write<MemberAddRequest, MemberAddResponse>("Cluster/MemberAdd");
    public static readonly Method<MemberRemoveRequest, MemberRemoveResponse> MemberRemove = Method.Write<MemberRemoveRequest, MemberRemoveResponse>("Cluster/MemberRemove");
    public static readonly Method<MemberUpdateRequest, MemberUpdateResponse> MemberUpdate = Method.Write<MemberUpdateRequest, MemberUpdateResponse>("Cluster/MemberUpdate");
    public static readonly Method<MemberListRequest, MemberListResponse> MemberList = Method.Read<MemberListRequest, MemberListResponse>("Cluster/MemberList");
    public static readonly Method<MemberPromoteRequest, MemberPromoteResponse> MemberPromote = Method.Write<MemberPromoteRequest, MemberPromoteResponse>("Cluster/MemberPromote");

    public static readonly Method<AlarmRequest, AlarmResponse> ListAlarms = Method.Read<AlarmRequest, AlarmResponse>("Maintenance/Alarm");
    public static readonly Method<AlarmRequest, AlarmResponse> DisarmAlarm = Method.Write<AlarmRequest, AlarmResponse>("Maintenance/Alarm");
    public static readonly Method<StatusRequest, StatusResponse> Status = Method.Read<StatusRequest, StatusResponse>("Maintenance/Status");
    public static readonly Method<DefragmentRequest, DefragmentResponse> Defragment = Method.Write<DefragmentRequest, DefragmentResponse>("Maintenance/Defragment");
    public static readonly Method<HashKVRequest, HashKVResponse> HashKV = Method.Read<HashKVRequest, HashKVResponse>("Maintenance/HashKV");
    public static readonly Method<SnapshotRequest, SnapshotResponse> Snapshot = Method.Read<SnapshotRequest, SnapshotResponse>("Maintenance/Snapshot");
    public static readonly Method<MoveLeaderRequest, MoveLeaderResponse> MoveLeader = Method.Write<MoveLeaderRequest, MoveLeaderResponse>("Maintenance/MoveLeader");
    public static readonly Method<DowngradeRequest, DowngradeResponse> Downgrade = Method.Write<DowngradeRequest, DowngradeResponse>("Maintenance/Downgrade");

    public static readonly Method<AuthEnableRequest, AuthEnableResponse> AuthEnable = Method.Write<AuthEnableRequest, AuthEnableResponse>("Auth/AuthEnable");
    public static readonly Method<AuthDisableRequest, AuthDisableResponse> AuthDisable = Method.Write<AuthDisableRequest, AuthDisableResponse>("Auth/AuthDisable");
    public static readonly Method<AuthStatusRequest, AuthStatusResponse> AuthStatus = Method.Read<AuthStatusRequest, AuthStatusResponse>("Auth/AuthStatus");
    public static readonly Method<AuthenticateRequest, AuthenticateResponse> Authenticate = Method.Read<AuthenticateRequest, AuthenticateResponse>("Auth/Authenticate");
    public static readonly Method<AuthUserAddRequest, AuthUserAddResponse> UserAdd = Method.Write<AuthUserAddRequest, AuthUserAddResponse>("Auth/UserAdd");
    public static readonly Method<AuthUserGetRequest, AuthUserGetResponse> UserGet = Method.Read<AuthUserGetRequest, AuthUserGetResponse>("Auth/UserGet");
    public static readonly Method<AuthUserListRequest, AuthUserListResponse> UserList = Method.Read<AuthUserListRequest, AuthUserListResponse>("Auth/UserList");
    public static readonly Method<AuthUserDeleteRequest, AuthUserDeleteResponse> UserDelete = Method.Write<AuthUserDeleteRequest, AuthUserDeleteResponse>("Auth/UserDelete");
    public static readonly Method<AuthUserChangePasswordRequest, AuthUserChangePasswordResponse> UserChangePassword = Method.Write<AuthUserChangePasswordRequest, AuthUserChangePasswordResponse>("Auth/UserChangePassword");
    public static readonly Method<AuthUserGrantRoleRequest, AuthUserGrantRoleResponse> UserGrantRole = Method.Write<AuthUserGrantRoleRequest, AuthUserGrantRoleResponse>("Auth/UserGrantRole");
    public static readonly Method<AuthUserRevokeRoleRequest, AuthUserRevokeRoleResponse> UserRevokeRole = Method.Write<AuthUserRevokeRoleRequest, AuthUserRevokeRoleResponse>("Auth/UserRevokeRole");
    public static readonly Method<AuthRoleAddRequest, AuthRoleAddResponse> RoleAdd = Method.Write<AuthRoleAddRequest, AuthRoleAddResponse>("Auth/RoleAdd");
    public static readonly Method<AuthRoleGetRequest, AuthRoleGetResponse> RoleGet = Method.Read<AuthRoleGetRequest, AuthRoleGetResponse>("Auth/RoleGet");
    public static readonly Method<AuthRoleListRequest, AuthRoleListResponse> RoleList = Method.Read<AuthRoleListRequest, AuthRoleListResponse>("Auth/RoleList");
    public static readonly Method<AuthRoleDeleteRequest, AuthRoleDeleteResponse> RoleDelete = Method.Write<AuthRoleDeleteRequest, AuthRoleDeleteResponse>("Auth/RoleDelete");
    public static readonly Method<AuthRoleGrantPermissionRequest, AuthRoleGrantPermissionResponse> RoleGrantPermission = Method.Write<AuthRoleGrantPermissionRequest, AuthRoleGrantPermissionResponse>("Auth/RoleGrantPermission");
    public static readonly Method<AuthRoleRevokePermissionRequest, AuthRoleRevokePermissionResponse> RoleRevokePermission = Method.Write<AuthRoleRevokePermissionRequest, AuthRoleRevokePermissionResponse>("Auth/RoleRevokePermission");
}
