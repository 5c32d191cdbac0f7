// As much of the server-side API of ServiceNow as the page's scripts use, in front of one record of change_request.
var gs = {
    getProperty: function (name) { return String(host.property(name)); }
};
var GlideStringUtil = {
    base64Encode: function (text) { return String(host.base64(text)); }
};
function GlideCertificateEncryption() {}
GlideCertificateEncryption.prototype.generateMac = function (key, algorithm, text) {
    return String(host.mac(key, algorithm, text));
};
function GlideRecord(table) {
    if (table != 'change_request') throw new Error('no table ' + table);
    var changes = {};
    this.get = function (field, value) { return String(host.field(field)) == value; };
    this.getValue = function (field) { return field in changes ? changes[field] : String(host.field(field)); };
    this.setValue = function (field, value) { changes[field] = String(value); };
    this.update = function () {
        var note = this.work_notes === undefined ? '' : String(this.work_notes);
        host.update(JSON.stringify(changes), note);
        changes = {};
        this.work_notes = undefined;
    };
}
var sn_ws = {
    RESTMessageV2: function () {
        var method = 'GET', endpoint = '', user = '', password = '', body = '', type = '';
        this.setHttpMethod = function (value) { method = value; };
        this.setEndpoint = function (value) { endpoint = value; };
        this.setBasicAuth = function (name, secret) { user = name; password = secret; };
        this.setRequestHeader = function (name, value) { if (name == 'Content-Type') type = value; };
        this.setHttpTimeout = function () {};
        this.setRequestBody = function (value) { body = value; };
        this.execute = function () {
            var answer = host.send(method, endpoint, user, password, type, body);
            return {
                getStatusCode: function () { return Number(answer.statusCode()); },
                getBody: function () { return String(answer.body()); }
            };
        };
    }
};
var current = new GlideRecord('change_request');
